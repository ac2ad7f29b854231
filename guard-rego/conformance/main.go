// Command conformance compiles OPA's own conformance cases to plans and writes them, one JSON object a line, for the evaluator's tests.
//
//	go run . OUTPUT          OPA's cases, both versions of the syntax
//	go run . OUTPUT FOLDER   cases of one's own in the same format, syntax v1
//
// The cases are those of the OPA module that go.mod pins (v1/test/cases/testdata). Compiling them in one process takes seconds; one
// `opa build` a case would take many minutes. Values that JSON cannot carry are encoded as in encode below.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/test/cases"
)

// line is one case, ready to be evaluated.
type line struct {
	Note                string            `json:"note"`
	File                string            `json:"file"`
	Query               string            `json:"query"`
	Modules             []string          `json:"modules"`
	Plan                *ir.Policy        `json:"plan,omitempty"`
	CompileError        string            `json:"compile_error,omitempty"`
	Data                any               `json:"data,omitempty"`
	Input               any               `json:"input,omitempty"`
	WantResult          *[]map[string]any `json:"want_result,omitempty"`
	WantErrorCode       *string           `json:"want_error_code,omitempty"`
	WantError           *string           `json:"want_error,omitempty"`
	SortBindings        bool              `json:"sort_bindings"`
	IgnoreGeneratedVars bool              `json:"ignore_generated_vars"`
	StrictError         bool              `json:"strict_error"`
	Env                 map[string]string `json:"env,omitempty"`
}

// capture is a compilation target that keeps the plan and evaluates nothing.
type capture struct{ plan *ir.Policy }

var errCaptured = errors.New("captured")

func (*capture) IsTarget(t string) bool { return t == "capture" }

func (c *capture) PrepareForEval(_ context.Context, policy *ir.Policy, _ ...rego.PrepareOption) (rego.TargetPluginEval, error) {
	c.plan = policy
	return nil, errCaptured
}

func main() {
	if len(os.Args) != 2 && len(os.Args) != 3 {
		log.Fatal("usage: conformance OUTPUT [FOLDER]")
	}
	out, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	target := &capture{}
	rego.RegisterPlugin("rego.target.capture", target)
	if len(os.Args) == 3 {
		for _, tc := range cases.MustLoad(os.Args[2]).Sorted().Cases {
			if err := encoder.Encode(compile(tc, "own", ast.RegoV1, os.Args[2], target)); err != nil {
				log.Fatal(err)
			}
		}
		if err := errors.Join(buffered.Flush(), out.Close()); err != nil {
			log.Fatal(err)
		}
		return
	}
	root := testdata()
	for _, set := range []struct {
		folder  string
		version ast.RegoVersion
	}{{"v0", ast.RegoV0}, {"v1", ast.RegoV1}} {
		for _, tc := range cases.MustLoad(filepath.Join(root, set.folder)).Sorted().Cases {
			if err := encoder.Encode(compile(tc, set.folder, set.version, root, target)); err != nil {
				log.Fatal(err)
			}
		}
	}
	if err := errors.Join(buffered.Flush(), out.Close()); err != nil {
		log.Fatal(err)
	}
}

// testdata is the folder of the cases in the module that go.mod pins.
func testdata() string {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/open-policy-agent/opa").Output()
	if err != nil {
		log.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(dir)), "v1", "test", "cases", "testdata")
}

func compile(tc cases.TestCase, folder string, version ast.RegoVersion, root string, target *capture) (l line) {
	file, _ := filepath.Rel(root, tc.Filename)
	l = line{Note: folder + "/" + tc.Note, File: file, Query: tc.Query, Modules: tc.Modules, WantResult: tc.WantResult,
		WantErrorCode: tc.WantErrorCode, WantError: tc.WantError, SortBindings: tc.SortBindings,
		IgnoreGeneratedVars: tc.IgnoreGeneratedVars, StrictError: tc.StrictError, Env: tc.Env}
	defer func() {
		if r := recover(); r != nil {
			l.CompileError = fmt.Sprint("panic: ", r)
		}
	}()
	if tc.Data != nil {
		l.Data = encode(ast.MustInterfaceToValue(*tc.Data))
	}
	if tc.InputTerm != nil {
		term, err := ast.ParseTerm(*tc.InputTerm)
		if err != nil {
			l.CompileError = "input_term: " + err.Error()
			return l
		}
		l.Input = encode(term.Value)
	} else if tc.Input != nil {
		l.Input = encode(ast.MustInterfaceToValue(*tc.Input))
	}
	options := []func(*rego.Rego){rego.Query(tc.Query), rego.Target("capture"), rego.SetRegoVersion(version)}
	if tc.ExperimentalKeywords {
		options = append(options, rego.Capabilities(ast.CapabilitiesForThisVersion(ast.CapabilitiesExperimentalKeywords(true))))
	}
	for i, module := range tc.Modules {
		options = append(options, rego.Module(fmt.Sprintf("test-%d.rego", i), module))
	}
	for k, v := range tc.Env {
		os.Setenv(k, v)
	}
	target.plan = nil
	_, err := rego.New(options...).PrepareForEval(context.Background())
	if target.plan == nil {
		l.CompileError = fmt.Sprint(err)
	}
	l.Plan = target.plan
	return l
}

// encode keeps what JSON loses: {"n": text} is a number, {"a": [...]} an array, {"s": [...]} a set, {"o": [[key, value], ...]} an object.
func encode(v ast.Value) any {
	switch v := v.(type) {
	case ast.Number:
		return map[string]any{"n": string(v)}
	case ast.String:
		return string(v)
	case ast.Boolean:
		return bool(v)
	case *ast.Array:
		elements := []any{}
		v.Foreach(func(t *ast.Term) { elements = append(elements, encode(t.Value)) })
		return map[string]any{"a": elements}
	case ast.Set:
		elements := []any{}
		v.Foreach(func(t *ast.Term) { elements = append(elements, encode(t.Value)) })
		return map[string]any{"s": elements}
	case ast.Object:
		pairs := []any{}
		v.Foreach(func(k, t *ast.Term) { pairs = append(pairs, []any{encode(k.Value), encode(t.Value)}) })
		return map[string]any{"o": pairs}
	}
	return map[string]any{"null": true}
}
