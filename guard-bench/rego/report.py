"""Prints what guard-bench/rego/run measured as Markdown: medians, and in units of SHA-256 of 1 KB in the same run."""

import json
import pathlib
import statistics
import sys


def main():
    work, folders = pathlib.Path(sys.argv[1]), [pathlib.Path(f) for f in sys.argv[2:]]
    runs = json.loads((work / "jmh.json").read_text()) + json.loads((work / "details.json").read_text())
    median, tail = {}, {}
    for run in runs:
        name = run["benchmark"].rsplit(".", 1)[1]
        key = (pathlib.Path(run.get("params", {}).get("folder", "")).name, name)
        median[key] = run["primaryMetric"]["scorePercentiles"]["50.0"]
        tail[key] = run["primaryMetric"]["scorePercentiles"]["99.0"]
    unit = next(time for (_, name), time in median.items() if name == "sha256OfOneKilobyte")
    sdk = {pathlib.Path(f).name: times for f, times in json.loads((work / "prepared.json").read_text()).items()}
    print(f"One unit is {unit:.0f} ns. JDK {runs[0]['jdkVersion']}.\n")

    print("| rules, KB of data | plan | in units | p99/p50 | plan, JSON in | Wasm SDK | OPA: `opa bench` | OPA: Go SDK, JSON in and out | its p99/p50 |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for folder in folders:
        tree, text = median[folder.name, "planFromTree"], median[folder.name, "planFromJson"]
        wasm, bench, go = median[folder.name, "wasmSdk"], native(folder), sdk[folder.name]["json"]
        print(
            f"| {name_of(folder)} | {us(tree)} | {tree / unit:.0f} | {tail[folder.name, 'planFromTree'] / tree:.1f} | {us(text)}"
            f" | {us(wasm)} ({wasm / text:.1f} x) | {us(bench)} ({bench / tree:.1f} x) | {us(go['p50'])} ({go['p50'] / text:.1f} x)"
            f" | {go['p99'] / go['p50']:.1f} |"
        )
    print("\nIn brackets: how many times as long as the plan, from JSON for the SDKs, from a tree for `opa bench`, which reads its input once.")
    by_data = {}
    for folder in folders:
        rules, data = parts(folder)
        by_data.setdefault(data, []).append((rules, median[folder.name, "planFromTree"]))
    for data, points in by_data.items():
        (few, short), (many, long) = min(points), max(points)
        if few != many:
            print(f"\n{few} -> {many} rules with {data} KB of data: {long / short:.2f} times as long.")

    print("\n| rules, KB of data | explainable | explained | covered |")
    print("| --- | ---: | ---: | ---: |")
    for folder in folders:
        if (folder.name, "planCovered") in median:
            whole = median[folder.name, "planFromTree"]
            of = lambda name: f"{median[folder.name, name] / whole:.2f} x"
            print(f"| {name_of(folder)} | {of('planExplainable')} | {of('planExplained')} | {of('planCovered')} |")

    print("\n| rules, KB of data | load to first decision, warm | the same in a new JVM | an empty JVM | kept in memory |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for folder in folders:
        cold = [json.loads(line) for line in (folder / "cold.jsonl").read_text().splitlines()]
        of = lambda name: statistics.median(one[name] for one in cold)
        warm = median.get((folder.name, "planLoad"))
        print(
            f"| {name_of(folder)} | {f'{warm / 1e6:.1f} ms' if warm else ''} | {of('load_ms'):.0f} ms | {of('jvm_ms'):.0f} ms | {of('kept_kb'):.0f} KB |"
        )


def parts(folder):
    _, rules, _, data = folder.name.split("-")
    return int(rules), int(data)


def name_of(folder):
    rules, data = parts(folder)
    return f"{rules:,}, {data}"


def us(nanoseconds):
    return f"{nanoseconds / 1000:.{0 if nanoseconds >= 1e5 else 1}f} us"


def native(folder):
    """The median of the runs of opa bench, in ns; its JSON is one object, or one a run."""
    decoder, text, times = json.JSONDecoder(), (folder / "opa.json").read_text(), []
    while text.strip():
        run, end = decoder.raw_decode(text.lstrip())
        text = text.lstrip()[end:]
        for one in run if isinstance(run, list) else [run]:
            times.append(one["T"] / one["N"])
    return statistics.median(times)


main()
