# METADATA
# title: Words about effects
# description: The vocabulary of the policy input, and what it means to the rules.
package countersign.effects

verbs := {"READ", "CREATE", "UPDATE", "DELETE", "REPLACE", "DISARM", "GRANT", "EXECUTE", "SEND"}

environments := {"production", "staging", "development", "sandbox", "workspace", "unknown"}

reversibilities := {"REVERSIBLE", "RECOVERABLE", "IRREVERSIBLE", "UNKNOWN"}

# Severities, mildest first, as numbers that can be compared.
rank := {"NONE": 0, "LOW": 1, "MEDIUM": 2, "HIGH": 3, "CRITICAL": 4}

# Nobody knows where it lands, so the strictest rules apply.
production_like := {"production", "unknown"}

# What the gates are named by; a destructive effect passes one however mild it is.
gate := {"NONE": "LOW", "LOW": "LOW", "MEDIUM": "MEDIUM", "HIGH": "HIGH", "CRITICAL": "CRITICAL"}

# Takes something away, or its safeguard, that does not come back by itself. The ledger counts the same.
removes(effect) if {
	effect.verb in {"DELETE", "REPLACE", "DISARM"}
	effect.reversibility != "REVERSIBLE"
}

# Bad enough that somebody has to agree, wherever it happens.
harmful(effect) if effect.destructive

harmful(effect) if rank[effect.severity] >= rank.HIGH
