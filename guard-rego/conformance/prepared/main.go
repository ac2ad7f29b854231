// Measures OPA's Go SDK on generated policies: one prepared query, its input read once or as JSON each time. guard-bench/rego/run
// starts it. Prints one JSON object: the folder, and medians and 99th percentiles in nanoseconds.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

type times struct {
	P50 int64 `json:"p50"`
	P99 int64 `json:"p99"`
}

func main() {
	seconds, err := time.ParseDuration(os.Args[1])
	fatal(err)
	all := map[string]map[string]times{}
	for _, folder := range os.Args[2:] {
		all[folder] = run(folder, seconds)
	}
	fatal(json.NewEncoder(os.Stdout).Encode(all))
}

func run(folder string, seconds time.Duration) map[string]times {
	ctx := context.Background()
	text := read(folder, "input.json")
	var data map[string]any
	fatal(util.UnmarshalJSON(read(folder, "data.json"), &data))
	query, err := rego.New(
		rego.Query("data.bench.verdict"),
		rego.Module("policy.rego", string(read(folder, "policy.rego"))),
		rego.Store(inmem.NewFromObject(data)),
	).PrepareForEval(ctx)
	fatal(err)

	var tree any
	fatal(util.UnmarshalJSON(text, &tree))
	parsed, err := ast.InterfaceToValue(tree)
	fatal(err)
	return map[string]times{
		"prepared": measure(seconds, func() {
			results, err := query.Eval(ctx, rego.EvalParsedInput(parsed))
			fatal(err)
			defined(results)
		}),
		"json": measure(seconds, func() {
			var input any
			fatal(util.Unmarshal(text, &input))
			results, err := query.Eval(ctx, rego.EvalInput(input))
			fatal(err)
			defined(results)
			_, err = json.Marshal(results[0].Expressions[0].Value)
			fatal(err)
		}),
	}
}

// measure warms up for half the time, then takes the time of each call.
func measure(seconds time.Duration, call func()) times {
	for start := time.Now(); time.Since(start) < seconds/2; {
		call()
	}
	var taken []int64
	for start := time.Now(); time.Since(start) < seconds; {
		before := time.Now()
		call()
		taken = append(taken, time.Since(before).Nanoseconds())
	}
	slices.Sort(taken)
	return times{taken[len(taken)/2], taken[len(taken)*99/100]}
}

func defined(results rego.ResultSet) {
	if len(results) != 1 {
		fatal(fmt.Errorf("%d results", len(results)))
	}
}

func read(folder, name string) []byte {
	content, err := os.ReadFile(filepath.Join(folder, name))
	fatal(err)
	return bytes.TrimSpace(content)
}

func fatal(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
