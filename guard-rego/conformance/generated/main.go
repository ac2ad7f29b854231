// Command generated writes random modules, what they compile to, random inputs and OPA's answers, for guard-rego to compare with its own.
//
//	generated OUTPUT MODULES INPUTS SEED [WASM]
//
// Each module is one line of JSON: its source, its plan, and its cases. With WASM, all modules are also compiled into that one file.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

var data = map[string]any{"d": map[string]any{
	"n": json.Number("3"), "list": []any{json.Number("1"), "b", nil, true, json.Number("2.5")},
	"o": map[string]any{"a": json.Number("1"), "b": "x", "c": []any{json.Number("1"), json.Number("2")}},
}}

type line struct {
	Package string          `json:"package"`
	Source  string          `json:"source"`
	Plan    json.RawMessage `json:"plan"`
	Data    any             `json:"data"`
	Cases   []answer        `json:"cases"`
}

// answer is what OPA says to one input: a value, an error, or nothing of both when it is undefined.
type answer struct {
	Input any             `json:"input"`
	Want  json.RawMessage `json:"want,omitempty"`
	Error string          `json:"error,omitempty"`
}

func main() {
	if len(os.Args) < 5 {
		log.Fatal("usage: generated OUTPUT MODULES INPUTS SEED [WASM]")
	}
	modules, inputs, seed := number(os.Args[2]), number(os.Args[3]), number(os.Args[4])
	random := rand.New(rand.NewPCG(uint64(seed), 11))
	out, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(buffered)
	var sources []bundle.ModuleFile
	tried := 0
	for len(sources) < modules {
		tried++
		name := fmt.Sprintf("g%d", len(sources))
		source := module(random, name)
		l, ok := ask(name, source, inputs, random)
		if !ok {
			continue
		}
		if err := encoder.Encode(l); err != nil {
			log.Fatal(err)
		}
		sources = append(sources, file(name, source))
	}
	if err := errors.Join(buffered.Flush(), out.Close()); err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 5 {
		wasm(sources, os.Args[5])
	}
	fmt.Printf("%d modules of %d that were written, %d inputs each\n", modules, tried, inputs)
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		log.Fatal(err)
	}
	return n
}

// ask compiles a module and answers for its inputs; false when it does not compile.
func ask(name, source string, inputs int, random *rand.Rand) (line, bool) {
	ctx := context.Background()
	query, err := rego.New(rego.Query("data."+name+".out"), rego.Module(name+".rego", source), rego.SetRegoVersion(ast.RegoV1),
		rego.Store(inmem.NewFromObject(data))).PrepareForEval(ctx)
	if err != nil {
		return line{}, false
	}
	plan := build("plan", []bundle.ModuleFile{file(name, source)}, name+"/out")
	l := line{Package: name, Source: source, Plan: plan.PlanModules[0].Raw, Data: data}
	for range inputs {
		a := answer{Input: input(random)}
		results, err := query.Eval(ctx, rego.EvalInput(a.Input))
		if err != nil {
			a.Error = err.Error()
		} else if len(results) > 0 {
			var text bytes.Buffer
			encoder := json.NewEncoder(&text)
			encoder.SetEscapeHTML(false)
			if err := encoder.Encode(results[0].Expressions[0].Value); err != nil {
				log.Fatal(err)
			}
			a.Want = text.Bytes()
		}
		l.Cases = append(l.Cases, a)
	}
	return l, true
}

func file(name, source string) bundle.ModuleFile {
	return bundle.ModuleFile{URL: name + ".rego", Path: name + ".rego", Raw: []byte(source), Parsed: ast.MustParseModule(source)}
}

func build(target string, modules []bundle.ModuleFile, entrypoints ...string) *bundle.Bundle {
	b := bundle.Bundle{Modules: modules, Data: map[string]any{}, Manifest: bundle.Manifest{Roots: &[]string{""}}}
	b.Manifest.Init()
	compiler := compile.New().WithTarget(target).WithBundle(&b).WithEntrypoints(entrypoints...).WithRegoVersion(ast.RegoV1)
	if err := compiler.Build(context.Background()); err != nil {
		log.Fatal(err)
	}
	return compiler.Bundle()
}

func wasm(sources []bundle.ModuleFile, path string) {
	var entrypoints []string
	for i := range sources {
		entrypoints = append(entrypoints, fmt.Sprintf("g%d/out", i))
	}
	if err := os.WriteFile(path, build("wasm", sources, entrypoints...).WasmModules[0].Raw, 0o644); err != nil {
		log.Fatal(err)
	}
}

func input(random *rand.Rand) map[string]any {
	in := map[string]any{}
	for _, key := range []string{"a", "b", "tool"} {
		if random.IntN(5) > 0 {
			in[key] = value(random, 0)
		}
	}
	if random.IntN(6) > 0 {
		list := []any{}
		for range random.IntN(4) {
			list = append(list, value(random, 1))
		}
		in["list"] = list
	}
	if random.IntN(6) > 0 {
		o := map[string]any{}
		for _, key := range []string{"a", "b", "c", "1"} {
			if random.IntN(2) == 0 {
				o[key] = value(random, 1)
			}
		}
		in["o"] = o
	}
	return in
}

func value(random *rand.Rand, depth int) any {
	scalars := []any{
		json.Number("0"), json.Number("1"), json.Number("2"), json.Number("-1"), json.Number("1.5"), json.Number("10"), json.Number("3000000000"),
		"a", "b", "c", "ab", "", "é", true, false, nil,
	}
	switch {
	case depth > 0 && random.IntN(6) == 0:
		return []any{value(random, depth-1), value(random, depth-1)}
	case depth > 0 && random.IntN(6) == 0:
		return map[string]any{"a": value(random, depth-1)}
	}
	return scalars[random.IntN(len(scalars))]
}
