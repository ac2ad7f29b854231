package countersign.warn.broader_test

import data.countersign.fixtures
import data.countersign.warn.broader

_wide := {"rights": {"broader": [{"hop": "human:ada", "role": "admin", "operation": "rds:DeleteDBInstance"}]}}

test_wide_role_on_a_destructive_call_is_pointed_out if {
	document := object.union(fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion]), _wide)
	reasons := broader.reasons with input as document
	{reason.rule | some reason in reasons} == {"warn-right-broader"}
}

test_wide_role_on_a_harmless_call_is_not_mentioned if {
	broader.reasons == set() with input as object.union(fixtures.harmless, _wide)
}
