package filtering

# Which rows of a table somebody may see.
visible contains row.id if {
	some row in data.rows
	row.owner == input.user
}

visible contains row.id if {
	some row in data.rows
	some group in input.groups
	group in object.get(row, "shared_with", [])
}

visible contains row.id if {
	input.admin
	some row in data.rows
}

columns := ["*"] if input.admin

columns := ["id", "name"] if not input.admin

masked[row.id] := object.remove(row, ["secret"]) if {
	some row in data.rows
	row.id in visible
	not input.admin
}

count_by_owner[owner] := n if {
	some row in data.rows
	owner := row.owner
	n := count([1 | some other in data.rows; other.owner == owner])
}
