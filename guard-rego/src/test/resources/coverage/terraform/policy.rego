package terraform.plan

import data.terraform.weights

blast_radius := 30

score := sum([points |
	some resource_type, weight in weights
	some action, factor in {"create": 1, "delete": 10, "update": 2}
	points := (weight * factor) * count(_changes(resource_type, action))
])

default authz := false

authz if {
	score < blast_radius
	not touches_iam
}

touches_iam if {
	some resource in input.resource_changes
	startswith(resource.type, "aws_iam")
	resource.change.actions != ["no-op"]
}

_changes(resource_type, action) := [resource |
	some resource in input.resource_changes
	resource.type == resource_type
	action in resource.change.actions
]

deleted contains resource.address if {
	some resource in input.resource_changes
	"delete" in resource.change.actions
}

replaced contains address if {
	some address in deleted
	some resource in input.resource_changes
	resource.address == address
	"create" in resource.change.actions
}
