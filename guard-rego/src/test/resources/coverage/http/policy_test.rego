package httpapi.authz_test

import data.httpapi.authz

_managers := {"ada": "bob", "bob": "eve"}

test_own if authz.allow with input as {"method": "GET", "path": ["finance", "salary", "ada"], "user": "ada"}

test_manager_of_manager if {
	authz.allow with input as {"method": "GET", "path": ["finance", "salary", "ada"], "user": "eve"}
		with data.manager_of as _managers
}

test_status if authz.status == 401 with input as {"method": "GET", "path": ["other"]}
