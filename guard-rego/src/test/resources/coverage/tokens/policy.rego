package tokens

_bearer := token if {
	startswith(input.header, "Bearer ")
	token := substring(input.header, count("Bearer "), -1)
}

claims := payload if {
	[_, payload, _] := io.jwt.decode(_bearer)
}

default valid := false

valid if {
	claims.iss == "https://issuer.example"
	claims.exp > input.now
	"api" in _audiences
}

_audiences := {claims.aud} if is_string(claims.aud)

_audiences := {aud | some aud in claims.aud} if is_array(claims.aud)

scopes := split(claims.scope, " ")

missing contains scope if {
	some scope in data.required[input.path]
	not scope in scopes
}

allow if {
	valid
	count(missing) == 0
}
