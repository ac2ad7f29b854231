# METADATA
# title: The input is readable
# description: Denies a call whose input does not have the form that the rules rely on.
# related_resources:
#   - ref: docs/policies/deny-input-unreadable.md
# custom:
#   id: deny-input-unreadable
package countersign.deny.input

import data.countersign.input as document
import data.countersign.result

reasons contains result.reason(
	rego.metadata.chain(),
	"The policy was asked in a form that it does not know.",
	"Use a guard and a policy of the same version; the form is docs/schemas/policy-input.schema.json, version 1.",
) if {
	not document.readable
}
