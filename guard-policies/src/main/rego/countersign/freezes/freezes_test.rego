package countersign.freezes_test

import data.countersign.fixtures
import data.countersign.freezes

_during(freeze, document) := object.union(document, {"freezes": [freeze]})

_in(environment) := fixtures.call("NON_DESTRUCTIVE", "LOW", [fixtures.deletion_with({
	"verb": "UPDATE",
	"environment": environment,
})])

test_change_in_a_frozen_environment_is_denied if {
	reasons := freezes.reasons with input as _during(fixtures.freeze, _in("production"))
	{reason.rule | some reason in reasons} == {"deny-freeze"}
	some reason in reasons
	contains(reason.message, "`year-end`")
}

test_unknown_environment_falls_into_a_freeze_of_production if {
	count(freezes.reasons) == 1 with input as _during(fixtures.freeze, _in("unknown"))
}

test_other_environment_is_not_frozen if {
	freezes.reasons == set() with input as _during(fixtures.freeze, _in("workspace"))
}

test_reading_is_never_frozen if {
	document := fixtures.call("NON_DESTRUCTIVE", "NONE", [fixtures.deletion_with({"verb": "READ"})])
	freezes.reasons == set() with input as _during(fixtures.freeze, document)
}

test_unresolved_call_falls_into_a_freeze_of_production if {
	document := fixtures.harmless_with({"unresolved": [{"code": "c", "what": "w", "next": "n"}]})
	count(freezes.reasons) == 1 with input as _during(fixtures.freeze, document)
}

test_unresolved_call_does_not_fall_into_a_freeze_of_staging if {
	document := fixtures.harmless_with({"unresolved": [{"code": "c", "what": "w", "next": "n"}]})
	staging := object.union(fixtures.freeze, {"environments": ["staging"]})
	freezes.reasons == set() with input as _during(staging, document)
}

test_no_freeze_denies_nothing if {
	freezes.reasons == set() with input as _in("production")
}
