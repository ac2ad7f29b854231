package countersign.rights_test

import data.countersign.fixtures
import data.countersign.rights

_missing(code) := fixtures.harmless_with({"rights": {"missing": [{
	"hop": "agent:kiro",
	"code": code,
	"operation": "rds:DeleteDBInstance",
	"environment": "production",
}]}})

test_missing_right_names_hop_and_right if {
	reasons := rights.reasons with input as _missing("access-right-missing")
	reasons == {{
		"rule": "deny-right-missing",
		"message": "`agent:kiro` may not do `rds:DeleteDBInstance` in production (access-right-missing).",
		"next": "Grant the hop a role that covers this, or take a narrower way.",
	}}
}

test_each_cause_has_a_cure_of_its_own if {
	codes := [
		"access-right-missing",
		"access-grant-expired",
		"access-grant-not-yet",
		"access-principal-unknown",
		"access-human-key-mismatch",
	]
	cures := {reason.next |
		some code in codes
		reasons := rights.reasons with input as _missing(code)
		some reason in reasons
	}
	count(cures) == count(codes)
}

test_unknown_hop_is_denied_without_an_operation if {
	document := fixtures.harmless_with({"rights": {"missing": [{
		"hop": "human:eve",
		"code": "access-principal-unknown",
	}]}})
	reasons := rights.reasons with input as document
	{reason.message | some reason in reasons} == {"`human:eve` may not take part in any call (access-principal-unknown)."}
}

# A right that is missing in an unreadable way is missing.
test_missing_right_without_an_environment_is_denied if {
	document := fixtures.harmless_with({"rights": {"missing": [{
		"hop": "agent:kiro",
		"code": "access-right-missing",
		"operation": "rds:DeleteDBInstance",
	}]}})
	count(rights.reasons) == 1 with input as document
}

test_all_rights_held_denies_nothing if rights.reasons == set() with input as fixtures.harmless
