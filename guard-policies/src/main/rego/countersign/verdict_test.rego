package countersign_test

import data.countersign.fixtures
import data.countersign.verdict

_read := fixtures.deletion_with({
	"operation": "rds:DescribeDBInstances",
	"verb": "READ",
	"reversibility": "REVERSIBLE",
	"severity": "NONE",
	"destructive": false,
})

test_read_in_production_is_allowed if {
	verdict == {"verdict": "allow", "reasons": []} with input as fixtures.call("NON_DESTRUCTIVE", "NONE", [_read])
}

test_no_effect_at_all_is_allowed if {
	verdict.verdict == "allow" with input as fixtures.harmless
}

test_read_after_many_removals_is_allowed if {
	document := object.union(fixtures.call("NON_DESTRUCTIVE", "NONE", [_read]), {"counters": {"removals": 999}})
	verdict.verdict == "allow" with input as document
}

test_deletion_in_production_needs_one_person if {
	result := verdict with input as fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])
	result.verdict == "require_approval"
	[reason.rule | some reason in result.reasons] == ["approve-destructive"]
	result.requirement == {
		"seats": [{"count": 1, "role": "approver", "min_rank": ""}],
		"approve_within_seconds": 14400,
		"execute_within_seconds": 3600,
	}
}

test_critical_deletion_needs_two_people if {
	effect := fixtures.deletion_with({"severity": "CRITICAL", "reversibility": "IRREVERSIBLE"})
	result := verdict with input as fixtures.call("DESTRUCTIVE", "CRITICAL", [effect])
	result.requirement.seats == [{"count": 2, "role": "approver", "min_rank": ""}]
	[reason.rule | some reason in result.reasons] == ["approve-destructive", "approve-irreversible"]
}

test_recreation_in_sandbox_is_allowed if {
	effect := fixtures.deletion_with({"environment": "sandbox", "verb": "REPLACE", "severity": "MEDIUM"})
	verdict.verdict == "allow" with input as fixtures.call("DESTRUCTIVE", "MEDIUM", [effect])
}

test_missing_right_is_denied_even_where_approval_would_be_asked if {
	document := object.union(
		fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion]),
		{"rights": {"missing": [{"hop": "agent:kiro", "code": "access-principal-unknown"}]}},
	)
	result := verdict with input as document
	result.verdict == "deny"
	not result.requirement
}

test_denials_come_in_the_order_of_decision if {
	effect := fixtures.deletion_with({"operation": "guard:Configure"})
	document := object.union(fixtures.call("DESTRUCTIVE", "HIGH", [effect]), {
		"rights": {"missing": [{"hop": "agent:kiro", "code": "access-principal-unknown"}]},
		"freezes": [fixtures.freeze],
	})
	result := verdict with input as document
	[reason.rule | some reason in result.reasons] == ["deny-guard-change", "deny-freeze", "deny-right-missing"]
}

test_warning_stands_beside_an_approval if {
	document := object.union(
		fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion]),
		{"rights": {"broader": [{"hop": "human:ada", "role": "admin", "operation": "rds:DeleteDBInstance"}]}},
	)
	result := verdict with input as document
	[reason.rule | some reason in result.reasons] == ["approve-destructive", "warn-right-broader"]
}

test_no_input_is_denied if {
	[reason.rule | some reason in verdict.reasons] == ["deny-input-unreadable"] with input as null
}

test_no_configuration_is_denied if {
	result := verdict with input as fixtures.harmless with data.countersign.config as null
	result.verdict == "deny"
	[reason.rule | some reason in result.reasons] == ["deny-config-malformed"]
}

# Belt and braces: even with its denial gone, an unreadable input is not allowed.
test_unreadable_input_without_its_denial_is_still_denied if {
	result := verdict with input as {} with data.countersign.deny.input.reasons as set()
	result.verdict == "deny"
	[reason.rule | some reason in result.reasons] == ["deny-no-answer"]
}

# Nor does an approval whose requirement is undefined become an allow.
test_approval_without_requirement_is_denied if {
	result := verdict with input as fixtures.call("DESTRUCTIVE", "HIGH", [fixtures.deletion])
		with data.countersign.settings.gates as {}
	[reason.rule | some reason in result.reasons] == ["deny-no-answer"]
}
