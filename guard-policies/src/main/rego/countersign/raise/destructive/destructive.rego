# METADATA
# title: Destruction takes peers
# description: Asks for approval of every destructive effect, except where the configuration says that it harms nobody
#   (by default in a sandbox, and when something is recreated in development).
# related_resources:
#   - ref: docs/policies/approve-destructive.md
# custom:
#   id: approve-destructive
package countersign.raise.destructive

import data.countersign.effects
import data.countersign.result
import data.countersign.settings

raises contains result.raise(
	rego.metadata.chain(),
	effects.gate[effect.severity],
	sprintf("%s is %s: %s.", [result.effect(effect), effect.severity, result.cut(effect.because)]),
	"Ask for approval, or look for a narrower or reversible way to the same end.",
) if {
	some effect in input.effects
	effects.harmful(effect)
	not settings.quiets(effect)
}

# The classification knows of harm that no effect accounts for.
raises contains result.raise(
	rego.metadata.chain(),
	effects.gate[input.classification.severity],
	sprintf("The call is classified %s, severity %s.", [input.classification.kind, input.classification.severity]),
	"Ask for approval.",
) if {
	_classified_harmful
	not _accounted_for
}

_classified_harmful if input.classification.kind == "DESTRUCTIVE"

_classified_harmful if effects.rank[input.classification.severity] >= effects.rank.HIGH

_accounted_for if {
	effects.rank[input.classification.severity] < effects.rank.HIGH
	some effect in input.effects
	effects.harmful(effect)
}

_accounted_for if {
	some effect in array.concat(input.effects, input.sequence)
	effects.rank[effect.severity] >= effects.rank[input.classification.severity]
	effects.harmful(effect)
}
