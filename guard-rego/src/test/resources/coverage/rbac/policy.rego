package rbac

# Roles with parents; deny wins.
roles := {
	"reader": {"parents": [], "actions": ["get", "list"]},
	"writer": {"parents": ["reader"], "actions": ["put"]},
	"owner": {"parents": ["writer"], "actions": ["delete"]},
}

default allow := false

allow if {
	some role in _reachable
	input.action in roles[role].actions
	not denied
}

denied if input.user in data.suspended

denied if {
	input.action == "delete"
	input.protected
}

_graph[name] := role.parents if some name, role in roles

_reachable := graph.reachable(_graph, {role | some role in input.roles})

reason := "suspended" if {
	input.user in data.suspended
} else := "protected" if {
	denied
} else := "no role allows it" if {
	not allow
} else := ""
