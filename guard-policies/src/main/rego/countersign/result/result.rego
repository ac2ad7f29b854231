# METADATA
# title: Reasons
# description: Builds reasons and raises, so that a rule's id is written once, in its METADATA.
package countersign.result

# At most this many reasons of one rule set: enough to act on, few enough to read.
_limit := 20

# Longest piece of a caller's text in a message, in characters.
_longest := 240

# A reason under the id of the package that `chain` (rego.metadata.chain()) comes from.
reason(chain, message, next) := {
	"rule": chain[count(chain) - 1].annotations.custom.id,
	"message": message,
	"next": next,
}

# A reason that asks for at least the approvals of a gate.
raise(chain, gate, message, next) := {"gate": gate, "reason": reason(chain, message, next)}

# Reasons as a sorted list of bounded length.
listed(reasons) := sort(reasons) if {
	count(reasons) <= _limit
} else := array.concat(array.slice(sort(reasons), 0, _limit), [{
	"rule": "more-reasons",
	"message": sprintf("%d more reasons of the same kind are not listed.", [count(reasons) - _limit]),
	"next": "",
}])

# A caller's text, cut to a readable length.
cut(text) := text if {
	count(text) <= _longest
} else := concat("", [substring(text, 0, _longest), "…"])

# An effect in words.
effect(effect) := sprintf("`%s` on `%s` in %s (%s, %s)", [
	cut(effect.operation),
	cut(effect.resource.id),
	effect.environment,
	effect.verb,
	effect.reversibility,
])
