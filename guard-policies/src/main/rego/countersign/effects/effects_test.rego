package countersign.effects_test

import data.countersign.effects
import data.countersign.fixtures

test_deletion_removes if effects.removes(fixtures.deletion)

test_reversible_deletion_removes_nothing if {
	not effects.removes(fixtures.deletion_with({"reversibility": "REVERSIBLE"}))
}

test_update_removes_nothing if not effects.removes(fixtures.deletion_with({"verb": "UPDATE"}))

test_destructive_effect_is_harmful if effects.harmful(fixtures.deletion_with({"severity": "LOW"}))

test_severe_effect_is_harmful if effects.harmful(fixtures.deletion_with({"destructive": false}))

test_mild_effect_is_not_harmful if {
	not effects.harmful(fixtures.deletion_with({"destructive": false, "severity": "MEDIUM"}))
}

test_every_severity_has_a_gate if object.keys(effects.gate) == object.keys(effects.rank)
