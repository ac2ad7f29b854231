# Inputs for the tests: one harmless call, and the pieces that make it less so.
package countersign.fixtures

# Reads a file of its own workspace.
harmless := {
	"v": 1,
	"now": "2026-11-24T12:00:00Z",
	"now_seconds": 1795521600,
	"call": {"tool": "Bash", "arguments": {"command": "ls"}},
	"effects": [],
	"sequence": [],
	"held": [],
	"unresolved": [],
	"classification": {"kind": "NON_DESTRUCTIVE", "severity": "NONE"},
	"rights": {"missing": [], "broader": []},
	"counters": {"window_seconds": 3600, "removals": 0, "removed_resources": 0, "calls": 1, "environments": {}},
	"freezes": [],
}

# An effect that deletes a whole resource of production, recoverably.
deletion := {
	"operation": "rds:DeleteDBInstance",
	"verb": "DELETE",
	"resource": {"type": "rds:DBInstance", "id": "orders", "facts": {}, "tags": {}},
	"environment": "production",
	"reversibility": "RECOVERABLE",
	"reach": "RESOURCE",
	"severity": "HIGH",
	"destructive": true,
	"rule": "aws-operation",
	"because": "the operation deletes",
}

# The same with other members.
deletion_with(changes) := object.union(deletion, changes)

# A call with this kind, severity and effects.
call(kind, severity, effects) := object.union(
	harmless,
	{"classification": {"kind": kind, "severity": severity}, "effects": effects},
)

# A harmless call with other members.
harmless_with(changes) := object.union(harmless, changes)

freeze := {
	"id": "year-end",
	"until": "2027-01-02T00:00:00Z",
	"environments": ["production"],
	"reason": "books are closing",
}

rules(raises) := {raise.reason.rule | some raise in raises}

gates(raises) := {raise.gate | some raise in raises}
