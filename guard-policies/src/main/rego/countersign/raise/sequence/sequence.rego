# METADATA
# title: Steps are judged as what they amount to
# description: Asks for the approvals of the whole where a call completes it - a deletion and a creation that replace, small
#   deletions that add up to a large one, a deletion of what lost its safeguard before.
# related_resources:
#   - ref: docs/policies/approve-sequence.md
# custom:
#   id: approve-sequence
package countersign.raise.sequence

import data.countersign.effects
import data.countersign.result
import data.countersign.settings

raises contains result.raise(
	rego.metadata.chain(),
	effects.gate[whole.severity],
	sprintf("%s is %s (%s): %s.", [result.effect(whole), whole.severity, whole.rule, result.cut(whole.because)]),
	"Ask for one approval of the whole change, as a plan, instead of step by step.",
) if {
	some whole in input.sequence
	effects.harmful(whole)
	not settings.quiets(whole)
}
