# METADATA
# title: Rights broader than the task
# description: Points out, on a destructive call, each hop whose role allows more than the task needs. Never denies.
# related_resources:
#   - ref: docs/policies/warn-right-broader.md
# custom:
#   id: warn-right-broader
package countersign.warn.broader

import data.countersign.result

reasons contains result.reason(
	rego.metadata.chain(),
	sprintf("Role `%s` of `%s` allows more than the task needs (found by `%s`).", [
		result.cut(wide.role),
		result.cut(wide.hop),
		result.cut(wide.operation),
	]),
	"Give the hop a narrower role.",
) if {
	input.classification.kind == "DESTRUCTIVE"
	some wide in input.rights.broader
}
