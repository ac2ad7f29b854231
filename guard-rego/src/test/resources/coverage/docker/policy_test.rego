package dockerfile_test

import data.dockerfile

test_latest if count(dockerfile.deny) == 1 with input as [{"Cmd": "from", "Value": ["alpine:latest"]}]

test_user if count(dockerfile.warn) == 0 with input as [{"Cmd": "user", "Value": ["app"]}]
