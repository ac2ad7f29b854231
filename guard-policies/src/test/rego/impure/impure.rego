# Calls a builtin that makes a decision impossible to replay, where it denies and nowhere else.
package impure

default answer := {"verdict": "allow"}

answer := {"verdict": "deny", "at": time.now_ns()} if input.verb == "delete"
