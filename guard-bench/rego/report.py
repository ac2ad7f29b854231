"""Prints what guard-bench/rego/run measured as Markdown: medians, and in units of SHA-256 of 1 KB in the same run."""

import json
import pathlib
import statistics
import sys


def main():
    work, folders = pathlib.Path(sys.argv[1]), [pathlib.Path(f) for f in sys.argv[2:]]
    runs = json.loads((work / "jmh.json").read_text())
    median, tail = {}, {}
    for run in runs:
        name = run["benchmark"].rsplit(".", 1)[1]
        key = (run.get("params", {}).get("folder", ""), name)
        median[key] = run["primaryMetric"]["scorePercentiles"]["50.0"]
        tail[key] = run["primaryMetric"]["scorePercentiles"]["99.0"]
    unit = median[("", "sha256OfOneKilobyte")]
    print(f"One unit is {unit:.0f} ns. JDK {runs[0]['jdkVersion']}.\n")
    print("| policy | plan | in units | p99/p50 | from JSON | Wasm SDK | native OPA | explainable | explained | covered |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for folder in folders:
        at = lambda name: median[(str(folder), name)]
        plan, text = at("planFromTree"), at("planFromJson")
        opa = native(folder)
        print(
            f"| {folder.name} | {plan / 1000:.1f} us | {plan / unit:.0f} | {tail[(str(folder), 'planFromTree')] / plan:.1f} | {text / 1000:.1f} us"
            f" | {at('wasmSdk') / 1000:.0f} us ({at('wasmSdk') / text:.1f} x) | {opa / 1000:.0f} us ({opa / text:.1f} x)"
            f" | {at('planExplainable') / plan:.2f} x | {at('planExplained') / plan:.2f} x | {at('planCovered') / plan:.2f} x |"
        )
    print("\n| policy | load to first decision, warm | the same in a new JVM | an empty JVM | kept in memory |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for folder in folders:
        cold = json.loads((folder / "cold.json").read_text())
        warm = median[(str(folder), "planLoad")] / 1e6
        print(
            f"| {folder.name} | {warm:.1f} ms | {cold['load_ms']:.0f} ms | {cold['jvm_ms']:.0f} ms | {cold['kept_kb']} KB |"
        )


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
