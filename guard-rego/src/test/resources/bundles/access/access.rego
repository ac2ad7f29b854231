package access

default allow := false

allow if {
	some role in input.roles
	data.access.grants[role][_] == input.action
}

deny contains message if {
	input.environment == "production"
	input.amount > data.access.limit
	message := sprintf("amount %d is above %d", [input.amount, data.access.limit])
}

undefined_unless_asked if input.asked

