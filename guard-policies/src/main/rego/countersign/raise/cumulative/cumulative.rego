# METADATA
# title: Many small removals weigh like the large one
# description: Asks for the approvals of a larger gate once the same sponsor's calls have removed more than the configured
#   number of things within the window, outside the environments that do not count; only a call that itself removes
#   something there is asked.
# related_resources:
#   - ref: docs/policies/approve-cumulative.md
# custom:
#   id: approve-cumulative
package countersign.raise.cumulative

import data.countersign.effects
import data.countersign.result
import data.countersign.settings

raises contains result.raise(
	rego.metadata.chain(),
	step.gate,
	sprintf("With this call, %d removals for the same sponsor fall within %d seconds; from %d on, %s approvals are needed.", [
		_removals,
		input.counters.window_seconds,
		step.removals,
		step.gate,
	]),
	"Ask for one approval of the whole change, as a plan, instead of many small calls.",
) if {
	_removes
	some step in settings.cumulative.steps
	_removals >= step.removals
}

_removals := sum([environment.removals |
	some name, environment in input.counters.environments
	not name in settings.cumulative.outside
])

_removes if {
	some effect in input.effects
	effects.removes(effect)
	not effect.environment in settings.cumulative.outside
}
