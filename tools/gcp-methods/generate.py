#!/usr/bin/env python3
"""Makes the table of Google Cloud methods from discovery documents. See README.md; Python 3 standard library only.

    generate.py DOCUMENTS OUT_DIR

DOCUMENTS  googleapiclient/discovery_cache/documents of the pinned google-api-python-client
OUT_DIR    gets methods.txt
"""
import collections
import hashlib
import json
import pathlib
import re
import sys
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
BY_HTTP = {"GET": "read", "DELETE": "delete", "POST": "update", "PUT": "update", "PATCH": "update"}


def rows(name):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


KINDS = {r[0]: tuple(r[1:6]) for r in rows("kinds.tsv")}
VERBS = dict(r[:2] for r in rows("verbs.tsv"))
OVERRIDES = {(r[0], r[1]): KINDS[r[2]][:3] + (r[3], r[4]) for r in rows("overrides.tsv")}
STATEFUL = {(r[0], r[1]): r[2] for r in rows("stateful.tsv")}


def rank(version):
    found = re.match(r"(?:.*_)?v(\d+)(?:p(\d+))?", version)
    stable = not re.search("alpha|beta|preview", version)
    return stable, int(found.group(1)) if found else 0, int(found.group(2) or 0) if found else 0, version


def methods(resource):
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from methods(inner)


def classify(api, name, method):
    if (api, name) in OVERRIDES:
        return OVERRIDES[api, name]
    parts = name.split(".")
    words = re.findall("[a-z]+|[A-Z][a-z]*", parts[-1])
    if words[0] in ("batch", "bulk", "conditional") and len(words) > 1:
        words = words[1:]
    http = method["httpMethod"]
    kind = VERBS.get(words[0].lower(), BY_HTTP[http])
    if parts[-1].lower().endswith("iampolicy") and words[0] == "set":
        kind = "grant"
    if http == "GET":
        kind = "read"
    if http == "DELETE" and kind not in ("delete", "delete-data"):
        kind = "delete"
    if http in ("PUT", "PATCH") and kind == "read":
        kind = "update"
    meaning = KINDS[kind]
    if kind == "delete" and len(parts) > 1:
        held = STATEFUL.get((parts[-2], api)) or STATEFUL.get((parts[-2], "*"))
        meaning = KINDS[held] if held else meaning
    return meaning


def token(number):
    return DIGITS[number] if number < len(DIGITS) else DIGITS[number // len(DIGITS) - 1] + DIGITS[number % len(DIGITS)]


def section(head, rows):
    """A section's lines: its head ends with the length of its rows, so that a reader can step over them."""
    text = "".join(row + "\n" for row in rows)
    return ["\t".join(("@",) + head + (str(len(text)),))] + rows


def main():
    documents, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    versions = collections.defaultdict(list)
    for file in documents.glob("*.json"):
        if file.name != "index.json":
            name, version = file.stem.split(".", 1)
            versions[name].append(version)
    digest = hashlib.sha256()
    apis, meanings, used = [], set(), set()
    for file_name in sorted(versions):
        ranked = sorted(versions[file_name], key=rank, reverse=True)
        wanted = [v for v in ranked if rank(v)[0]] or ranked[:1]
        reads, others, api, host, seen = set(), [], file_name, "", set()
        for version in wanted:
            raw = (documents / f"{file_name}.{version}.json").read_bytes()
            digest.update(f"{file_name}.{version}".encode() + b"\0" + hashlib.sha256(raw).digest())
            document = json.loads(raw)
            host = host or urllib.parse.urlparse(document["rootUrl"]).netloc
            for method in methods(document):
                api, name = method["id"].split(".", 1)
                meaning = classify(api, name, method)
                if (api, name) in OVERRIDES:
                    used.add((api, name))
                if method["httpMethod"] == "GET":
                    reads.add(name)
                    continue
                path = "/" + (document["servicePath"] + method.get("flatPath", method["path"])).lstrip("/")
                path = re.sub(r"\{\+?[^}]+\}", "{}", path)
                if (method["httpMethod"], path) in seen:
                    continue
                seen.add((method["httpMethod"], path))
                meanings.add(meaning)
                dry = next((p for p in method.get("parameters", {}) if p.lower() in ("validateonly", "dryrun")), "")
                others.append((name, method["httpMethod"], path, meaning, dry))
        version, reads = wanted[0], sorted(reads)
        apis.append((api, file_name, version, host, reads, sorted(others)))
    stale = set(OVERRIDES) - used
    if stale:
        raise SystemExit(f"overrides.tsv speaks of methods that do not exist: {sorted(stale)}")
    tokens = {meaning: token(i) for i, meaning in enumerate(sorted(meanings))}
    pinned = (HERE / "requirements.txt").read_text().split("==")[1].strip()
    lines = [
        f"# Generated by tools/gcp-methods from the discovery documents in google-api-python-client {pinned} (Apache-2.0); do not edit:",
        "# change overrides.tsv, stateful.tsv or verbs.tsv there and run it again. Input SHA-256:",
        f"# discovery documents {digest.hexdigest()}",
        "# ! token verb reversibility reach rule because",
        "# @ api otherName version host length, then = methods by GET, then method httpMethod path token dryRunParameter; tabs between",
    ]
    lines += ["!\t" + "\t".join((tokens[m],) + m) for m in sorted(tokens)]
    for api, other, version, host, reads, others in apis:
        table = ["=\t" + " ".join(reads)] if reads else []
        table += ["\t".join((n, h, p, tokens[m], d)).rstrip("\t") for n, h, p, m, d in others]
        lines += section((api, other, version, host), table)
    out.mkdir(parents=True, exist_ok=True)
    (out / "methods.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
