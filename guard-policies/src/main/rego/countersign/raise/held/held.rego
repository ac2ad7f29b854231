# METADATA
# title: What builds on a step that did not succeed waits for people
# description: Asks one person to look where a step before this one failed, or where nobody knows whether it happened.
# related_resources:
#   - ref: docs/policies/approve-held.md
# custom:
#   id: approve-held
package countersign.raise.held

import data.countersign.result

raises contains result.raise(
	rego.metadata.chain(),
	"MEDIUM",
	sprintf("%s (%s)", [result.cut(problem.what), problem.code]),
	result.cut(problem.next),
) if {
	some problem in input.held
}
