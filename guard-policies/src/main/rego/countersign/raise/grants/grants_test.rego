package countersign.raise.grants_test

import data.countersign.fixtures
import data.countersign.raise.grants

_gates(environment) := fixtures.gates(raises) if {
	effect := fixtures.deletion_with({
		"operation": "iam:AttachRolePolicy",
		"verb": "GRANT",
		"environment": environment,
		"destructive": false,
	})
	raises := grants.raises with input as fixtures.call("NON_DESTRUCTIVE", "MEDIUM", [effect])
}

test_grant_in_production_is_asked if _gates("production") == {"MEDIUM"}

test_grant_nobody_knows_where_is_asked if _gates("unknown") == {"MEDIUM"}

test_grant_elsewhere_is_not_asked if _gates("development") == set()

test_other_verbs_are_not_asked_here if {
	grants.raises == set() with input as fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])
}
