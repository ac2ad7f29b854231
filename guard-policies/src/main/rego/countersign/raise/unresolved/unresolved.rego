# METADATA
# title: What cannot be read is not guessed
# description: Asks one person to look where the analysis cannot tell what a call would do.
# related_resources:
#   - ref: docs/policies/approve-unresolved.md
# custom:
#   id: approve-unresolved
package countersign.raise.unresolved

import data.countersign.result

raises contains result.raise(
	rego.metadata.chain(),
	"MEDIUM",
	sprintf("%s (%s%s)", [result.cut(problem.what), problem.code, _place(problem)]),
	result.cut(problem.next),
) if {
	some problem in input.unresolved
}

raises contains result.raise(
	rego.metadata.chain(),
	"MEDIUM",
	"What the call would do cannot be read off it.",
	"Write it out, or ask for approval.",
) if {
	input.classification.kind == "UNRESOLVED"
	count(input.unresolved) == 0
}

_place(problem) := sprintf(", columns %d-%d", [problem.span.start + 1, problem.span.end])

_place(problem) := "" if not problem.span
