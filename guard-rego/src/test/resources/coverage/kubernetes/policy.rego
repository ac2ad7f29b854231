package kubernetes.admission

_containers contains container if some container in input.request.object.spec.containers

_containers contains container if some container in input.request.object.spec.initContainers

deny contains sprintf("container %s has no limit of %s", [container.name, resource]) if {
	input.request.kind.kind == "Pod"
	some container in _containers
	some resource in ["cpu", "memory"]
	not container.resources.limits[resource]
}

deny contains sprintf("image %s is not pinned", [container.image]) if {
	input.request.kind.kind == "Pod"
	some container in _containers
	not contains(container.image, "@sha256:")
	not _allowed_tag(container.image)
}

deny contains "host network" if {
	input.request.kind.kind == "Pod"
	input.request.object.spec.hostNetwork
}

deny contains "a service of type LoadBalancer" if {
	input.request.kind.kind == "Service"
	input.request.object.spec.type == "LoadBalancer"
}

_allowed_tag(image) if {
	parts := split(image, ":")
	count(parts) == 2
	semver.is_valid(parts[1])
}

main := {"uid": input.request.uid, "allowed": count(deny) == 0, "status": {"message": concat("; ", sort(deny))}}
