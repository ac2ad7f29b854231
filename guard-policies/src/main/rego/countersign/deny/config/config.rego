# METADATA
# title: The configuration is sound
# description: Denies every call while the policy's own configuration is missing or mistyped.
# related_resources:
#   - ref: docs/policies/deny-config-malformed.md
# custom:
#   id: deny-config-malformed
package countersign.deny.config

import data.countersign.result
import data.countersign.settings

reasons contains result.reason(
	rego.metadata.chain(),
	sprintf("The policy's configuration cannot be used: %s.", [problem]),
	"Correct `policy` in the guard's configuration; docs/policies/index.md lists every setting.",
) if {
	some problem in settings.problems
}

# In case a broken setting has no problem of its own.
reasons contains result.reason(
	rego.metadata.chain(),
	"The policy's configuration cannot be used.",
	"Correct `policy` in the guard's configuration; docs/policies/index.md lists every setting.",
) if {
	count(settings.problems) == 0
	not settings.sound
}
