package httpapi.authz

default allow := false

# People see their own record.
allow if {
	input.method == "GET"
	input.path = ["finance", "salary", user]
	user == input.user
}

# Managers see the records of their reports.
allow if {
	input.method == "GET"
	some user
	input.path = ["finance", "salary", user]
	_reports(input.user, user)
}

allow if {
	input.method == "POST"
	input.path == ["login"]
}

_reports(manager, user) if data.manager_of[user] == manager

_reports(manager, user) if {
	between := data.manager_of[user]
	data.manager_of[between] == manager
}

status := 200 if {
	allow
} else := 401 if {
	not input.user
} else := 403
