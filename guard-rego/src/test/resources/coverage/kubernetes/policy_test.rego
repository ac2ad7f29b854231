package kubernetes.admission_test

import data.kubernetes.admission

_pod(containers) := {"request": {"uid": "u", "kind": {"kind": "Pod"}, "object": {"spec": {"containers": containers}}}}

test_limits if {
	result := admission.main with input as _pod([{"name": "a", "image": "a:1.0.0", "resources": {"limits": {"cpu": 1}}}])
	result.status.message == "container a has no limit of memory"
}

test_good if {
	admission.main.allowed with input as _pod([{
		"name": "a",
		"image": "a@sha256:0",
		"resources": {"limits": {"cpu": 1, "memory": 1}},
	}])
}
