package dockerfile

_stages := {name | some command in input; command.Cmd == "from"; name := command.Value[0]}

deny contains msg if {
	some i, command in input
	command.Cmd == "from"
	value := split(lower(command.Value[0]), ":")
	value[1] == "latest"
	msg := sprintf("line %d: no latest", [i])
}

deny contains msg if {
	some i, command in input
	command.Cmd == "run"
	some word in {"sudo", "curl", "wget"}
	contains(concat(" ", command.Value), word)
	msg := sprintf("line %d: no %s", [i, word])
}

warn contains "no user" if not _has_user

_has_user if {
	some command in input
	command.Cmd == "user"
	command.Value[0] != "root"
}

summary := {"deny": count(deny), "warn": count(warn), "stages": count(_stages)}
