package countersign.raise.destructive_test

import data.countersign.fixtures
import data.countersign.raise.destructive

_gates(changes) := fixtures.gates(raises) if {
	effect := fixtures.deletion_with(changes)
	raises := destructive.raises with input as fixtures.call("DESTRUCTIVE", effect.severity, [effect])
}

test_severity_names_the_gate if {
	every severity in ["LOW", "MEDIUM", "HIGH", "CRITICAL"] {
		_gates({"severity": severity}) == {severity}
	}
}

test_mild_destruction_in_the_workspace_is_asked if {
	_gates({"environment": "workspace", "severity": "LOW"}) == {"LOW"}
}

test_destruction_in_staging_is_asked if _gates({"environment": "staging", "severity": "MEDIUM"}) == {"MEDIUM"}

test_sandbox_is_quiet_up_to_medium if {
	_gates({"environment": "sandbox", "severity": "MEDIUM"}) == set()
	_gates({"environment": "sandbox", "severity": "HIGH"}) == {"HIGH"}
}

test_development_is_quiet_for_recoverable_recreation_only if {
	_gates({"environment": "development", "severity": "MEDIUM", "verb": "REPLACE"}) == set()
	_gates({"environment": "development", "severity": "MEDIUM"}) == {"MEDIUM"}
	_gates({
		"environment": "development",
		"severity": "MEDIUM",
		"verb": "REPLACE",
		"reversibility": "UNKNOWN",
	}) == {"MEDIUM"}
}

test_one_quiet_effect_does_not_hide_another if {
	quiet := fixtures.deletion_with({"environment": "sandbox", "severity": "MEDIUM"})
	raises := destructive.raises with input as fixtures.call("DESTRUCTIVE", "HIGH", [quiet, fixtures.deletion])
	fixtures.gates(raises) == {"HIGH"}
}

test_classified_harm_without_an_effect_is_asked if {
	fixtures.gates(destructive.raises) == {"LOW"} with input as fixtures.call("DESTRUCTIVE", "NONE", [])
	fixtures.gates(destructive.raises) == {"HIGH"} with input as fixtures.call("UNRESOLVED", "HIGH", [])
}

test_classified_harm_beyond_its_effects_is_asked if {
	fixtures.gates(destructive.raises) == {"HIGH", "CRITICAL"} with input as fixtures.call(
		"DESTRUCTIVE", "CRITICAL",
		[fixtures.deletion],
	)
	quiet := fixtures.deletion_with({"environment": "sandbox", "severity": "LOW"})
	fixtures.gates(destructive.raises) == {"CRITICAL"} with input as fixtures.call("DESTRUCTIVE", "CRITICAL", [quiet])
}

test_harmless_effect_is_not_asked if {
	effect := fixtures.deletion_with({"destructive": false, "severity": "LOW"})
	destructive.raises == set() with input as fixtures.call("NON_DESTRUCTIVE", "LOW", [effect])
}
