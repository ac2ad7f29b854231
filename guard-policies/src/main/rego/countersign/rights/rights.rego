# METADATA
# title: Rights
# description: Denies when a hop of the chain behind the call (sponsor, delegate, agent, task) lacks a right. No approval
#   makes up for a missing right.
# related_resources:
#   - ref: docs/policies/deny-right-missing.md
# custom:
#   id: deny-right-missing
package countersign.rights

import data.countersign.result

reasons contains result.reason(
	rego.metadata.chain(),
	_message(missing),
	_next(missing),
) if {
	some missing in input.rights.missing
}

_message(missing) := sprintf("`%s` may not do `%s` in %s (%s).", [
	result.cut(missing.hop),
	result.cut(missing.operation),
	object.get(missing, "environment", "unknown"),
	missing.code,
]) if {
	_names_operation(missing)
}

# A hop that is itself the problem comes without an operation.
_message(missing) := sprintf("`%s` may not take part in any call (%s).", [
	result.cut(missing.hop),
	missing.code,
]) if {
	not _names_operation(missing)
}

# A rule of its own: `not is_string(missing.operation)` is undefined, not true, where the member is absent.
_names_operation(missing) if is_string(missing.operation)

_next(missing) := "Renew the grant." if missing.code == "access-grant-expired"

_next(missing) := "Wait until the grant begins." if missing.code == "access-grant-not-yet"

_next(missing) := "Add the hop to the directory, if it belongs there." if missing.code == "access-principal-unknown"

_next(missing) := "Correct the account or its person in the directory." if {
	missing.code == "access-human-key-mismatch"
}

_next(missing) := "Grant the hop a role that covers this, or take a narrower way." if {
	not missing.code in {
		"access-grant-expired",
		"access-grant-not-yet",
		"access-principal-unknown",
		"access-human-key-mismatch",
	}
}
