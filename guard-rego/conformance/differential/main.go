// Command differential evaluates policies with OPA on random inputs and writes, one JSON object a line, the inputs with OPA's answers.
//
//	go run ./differential OUTPUT COUNT BUNDLES...
//
// A bundle is a folder with Rego files and a data.json. Inputs are made of the paths that the policy reads and the constants it knows.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
)

type line struct {
	Bundle     string `json:"bundle"`
	Entrypoint string `json:"entrypoint"`
	Input      any    `json:"input"`
	Defined    bool   `json:"defined"`
	Want       any    `json:"want,omitempty"`
	Error      bool   `json:"error"`
}

// policy is one bundle, ready to be asked.
type policy struct {
	name        string
	entrypoints map[string]rego.PreparedEvalQuery
	paths       [][]string
	constants   []any
}

func main() {
	if len(os.Args) < 4 {
		log.Fatal("usage: differential OUTPUT COUNT BUNDLES...")
	}
	count, err := strconv.Atoi(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	out, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	buffered := bufio.NewWriterSize(out, 1<<20)
	encoder := json.NewEncoder(buffered)
	random := rand.New(rand.NewPCG(1, 2))
	for _, folder := range os.Args[3:] {
		p := load(folder)
		for range count {
			input := p.input(random)
			for name, query := range p.entrypoints {
				if err := encoder.Encode(p.ask(name, query, input)); err != nil {
					log.Fatal(err)
				}
			}
		}
	}
	if err := errors.Join(buffered.Flush(), out.Close()); err != nil {
		log.Fatal(err)
	}
}

func load(folder string) *policy {
	files, err := filepath.Glob(filepath.Join(folder, "*.rego"))
	if err != nil || len(files) == 0 {
		log.Fatal("no Rego files in ", folder)
	}
	p := &policy{name: filepath.Base(folder), entrypoints: map[string]rego.PreparedEvalQuery{}}
	p.constants = []any{true, false, nil, 0, 1, -1, 2.5, 1e20, "", "zz", []any{}, map[string]any{}}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		module, err := ast.ParseModuleWithOpts(file, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			log.Fatal(err)
		}
		p.learn(module)
		for _, rule := range module.Rules {
			if len(rule.Head.Args) > 0 {
				continue
			}
			head := string(rule.Head.Ref()[0].Value.(ast.Var))
			ref := module.Package.Path.String() + "." + head
			name := string(module.Package.Path[1].Value.(ast.String)) + "/" + head
			if _, known := p.entrypoints[name]; known {
				continue
			}
			query, err := rego.New(rego.Query(ref), rego.Load(append(files, filepath.Join(folder, "data.json")), nil)).PrepareForEval(context.Background())
			if err != nil {
				log.Fatal(err)
			}
			p.entrypoints[name] = query
		}
	}
	return p
}

// learn notes the paths of the input that a module reads and its scalar constants.
func (p *policy) learn(module *ast.Module) {
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if ref[0].Equal(ast.InputRootDocument) && len(ref) > 1 {
			path := []string{}
			for _, term := range ref[1:] {
				if s, ok := term.Value.(ast.String); ok {
					path = append(path, string(s))
				}
			}
			p.paths = append(p.paths, path)
		}
		return false
	})
	ast.WalkTerms(module, func(term *ast.Term) bool {
		switch v := term.Value.(type) {
		case ast.String:
			p.constants = append(p.constants, string(v))
		case ast.Number:
			p.constants = append(p.constants, json.Number(v))
		}
		return false
	})
}

func (p *policy) input(random *rand.Rand) map[string]any {
	input := map[string]any{}
	for _, path := range p.paths {
		if len(path) == 0 || random.IntN(3) == 0 {
			continue
		}
		node := input
		for _, key := range path[:len(path)-1] {
			child, ok := node[key].(map[string]any)
			if !ok {
				child = map[string]any{}
				node[key] = child
			}
			node = child
		}
		node[path[len(path)-1]] = p.value(random, 0)
	}
	return input
}

func (p *policy) value(random *rand.Rand, depth int) any {
	switch kind := random.IntN(6); {
	case kind == 0 && depth < 3:
		list := []any{}
		for range random.IntN(4) {
			list = append(list, p.value(random, depth+1))
		}
		return list
	case kind == 1 && depth < 3:
		object := map[string]any{}
		for range random.IntN(4) {
			if key, ok := p.constants[random.IntN(len(p.constants))].(string); ok {
				object[key] = p.value(random, depth+1)
			}
		}
		return object
	}
	return p.constants[random.IntN(len(p.constants))]
}

func (p *policy) ask(name string, query rego.PreparedEvalQuery, input any) line {
	l := line{Bundle: p.name, Entrypoint: name, Input: input}
	results, err := query.Eval(context.Background(), rego.EvalInput(input))
	if err != nil {
		l.Error = true
	} else if len(results) > 0 {
		l.Defined = true
		l.Want = results[0].Expressions[0].Value
	}
	return l
}
