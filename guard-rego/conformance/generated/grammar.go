package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// grammar writes one random module: rules and functions that only use what stands above them, so that none is recursive. Many a module
// does not compile (a variable is unsafe, a type is wrong); the caller tries the next.
type grammar struct {
	random *rand.Rand
	out    strings.Builder
	rules  []string       // names of rules that can be referred to
	funcs  map[string]int // names of functions and how many arguments they take
	names  []string       // the functions in their order, for choices that repeat with the seed
	fresh  int
}

// module writes the module of a package; its rule `out` gathers all the others.
func module(random *rand.Rand, name string) string {
	g := &grammar{random: random, funcs: map[string]int{}}
	fmt.Fprintf(&g.out, "package %s\n\n", name)
	for range 1 + random.IntN(2) {
		g.function()
	}
	for range 3 + random.IntN(5) {
		g.rule()
	}
	g.out.WriteString("out := {\n")
	for _, rule := range g.rules {
		fmt.Fprintf(&g.out, "\t%q: [v | v := %s],\n", rule, rule)
	}
	g.out.WriteString("}\n")
	return g.out.String()
}

func (g *grammar) pick(choices ...string) string { return choices[g.random.IntN(len(choices))] }

func (g *grammar) name(prefix string) string {
	g.fresh++
	return fmt.Sprintf("%s%d", prefix, g.fresh)
}

func (g *grammar) function() {
	name := g.name("f")
	arity := 1 + g.random.IntN(2)
	params := []string{"p", "q"}[:arity]
	head := fmt.Sprintf("%s(%s)", name, strings.Join(params, ", "))
	switch g.random.IntN(3) {
	case 0:
		fmt.Fprintf(&g.out, "%s := %s\n\n", head, g.expr(2, params))
	case 1:
		// One result only: which of two conflicts comes first, or whether it comes at all, depends on the order of evaluation.
		body := "\t" + g.condition(params, 1) + "\n"
		fmt.Fprintf(&g.out, "%s := %s if {\n%s} else := %s\n\n", head, g.expr(1, params), body, g.expr(1, params))
	default:
		for range 2 {
			fmt.Fprintf(&g.out, "%s := %s if p == %s\n\n", head, g.expr(1, params), g.scalar())
		}
	}
	g.funcs[name] = arity
	g.names = append(g.names, name)
}

func (g *grammar) rule() {
	name := g.name("r")
	switch g.random.IntN(8) {
	case 0:
		fmt.Fprintf(&g.out, "default %s := %s\n\n", name, g.scalar())
		g.bodies(name, func(scope []string) string { return name + " := " + g.expr(1, scope) })
	case 1:
		g.bodies(name, func(scope []string) string { return name + " contains " + g.expr(1, scope) })
	case 2:
		g.bodies(name, func(scope []string) string {
			return fmt.Sprintf("%s[%s] := %s", name, g.keyOf(scope), g.expr(1, scope))
		})
	case 3:
		g.bodies(name, func(scope []string) string {
			// A key that is written out makes an empty set where nothing holds, in topdown but not in plans (docs/rego/conformance.md).
			key := "input.tool"
			if len(scope) > 0 {
				key = scope[g.random.IntN(len(scope))]
			}
			return fmt.Sprintf("%s[%s].%s contains %s", name, key, g.pick("a", "b"), g.expr(0, scope))
		})
	case 4:
		fmt.Fprintf(&g.out, "%s := %s\n\n", name, g.expr(3, nil))
	case 5: // many rules that compare one path with constants: found by index
		for range 4 + g.random.IntN(5) {
			_, body := g.body(nil, g.random.IntN(2), 1)
			fmt.Fprintf(&g.out, "%s contains %s if {\n\tinput.tool == %s\n%s}\n\n", name, g.scalar(), g.scalar(), body)
		}
	case 6:
		scope, body := g.body(nil, 1+g.random.IntN(2), 1)
		fmt.Fprintf(&g.out, "%s := %s if {\n%s} else := %s if {\n\t%s\n} else := %s\n\n", name, g.expr(1, scope), body, g.expr(1, nil),
			g.condition(nil, 1), g.scalar())
	default:
		_, body := g.body(nil, 1+g.random.IntN(3), 2)
		fmt.Fprintf(&g.out, "%s if {\n%s}\n\n", name, body)
	}
	g.rules = append(g.rules, name)
}

func (g *grammar) bodies(name string, head func(scope []string) string) {
	for range 1 + g.random.IntN(2) {
		scope, body := g.body(nil, 1+g.random.IntN(3), 2)
		fmt.Fprintf(&g.out, "%s if {\n%s}\n\n", head(scope), body)
	}
}

// body writes statements and gives the variables that are bound after them.
func (g *grammar) body(scope []string, statements, depth int) ([]string, string) {
	var out strings.Builder
	scope = append([]string{}, scope...)
	for range statements {
		switch g.random.IntN(6) {
		case 0:
			v := g.name("v")
			fmt.Fprintf(&out, "\t%s := %s\n", v, g.expr(depth, scope))
			scope = append(scope, v)
		case 1:
			v := g.name("v")
			fmt.Fprintf(&out, "\tsome %s in %s\n", v, g.collection(scope))
			scope = append(scope, v)
		case 2:
			k, v := g.name("k"), g.name("v")
			fmt.Fprintf(&out, "\tsome %s, %s in %s\n", k, v, g.collection(scope))
			scope = append(scope, k, v)
		default:
			fmt.Fprintf(&out, "\t%s\n", g.condition(scope, depth))
		}
	}
	fmt.Fprintf(&out, "\ttrue\n")
	return scope, out.String()
}

func (g *grammar) condition(scope []string, depth int) string {
	switch g.random.IntN(10) {
	case 0, 1:
		return fmt.Sprintf("%s %s %s", g.expr(depth, scope), g.pick("==", "!=", "<", "<=", ">", ">="), g.expr(depth, scope))
	case 2:
		return fmt.Sprintf("%s in %s", g.expr(0, scope), g.collection(scope))
	case 3:
		return "not " + g.expr(depth, scope)
	case 4:
		v := g.name("v")
		return fmt.Sprintf("every %s in %s { %s }", v, g.collection(scope), g.condition(append(append([]string{}, scope...), v), 0))
	case 5:
		return fmt.Sprintf("%s(%s)", g.pick("is_string", "is_number", "is_array", "is_object", "is_boolean", "is_null", "is_set"), g.expr(0, scope))
	case 6:
		if len(g.rules) > 0 {
			return fmt.Sprintf("%s with %s as %s", g.rules[g.random.IntN(len(g.rules))],
				g.pick("input.a", "input.tool", "input", "data.d.n", "data.d.list", "input.o.a"), g.expr(0, scope))
		}
		return g.reference(scope)
	case 7:
		return fmt.Sprintf("%s == %s", g.reference(scope), g.scalar())
	case 8:
		return fmt.Sprintf("count(%s) %s %d", g.collection(scope), g.pick("==", ">", "<="), g.random.IntN(4))
	default:
		return g.reference(scope)
	}
}

func (g *grammar) scalar() string {
	return g.pick("0", "1", "2", "-1", "1.5", "3", "10", `"a"`, `"b"`, `"c"`, `"ab"`, `""`, "true", "false", "null")
}

func (g *grammar) keyOf(scope []string) string {
	if len(scope) > 0 && g.random.IntN(3) > 0 {
		return scope[g.random.IntN(len(scope))]
	}
	return g.pick(`"a"`, `"b"`, "1", "input.tool")
}

func (g *grammar) reference(scope []string) string {
	base := g.pick("input.a", "input.b", "input.tool", "input.list[0]", "input.list[1]", "input.o.a", "input.o.b", "data.d.n", "data.d.list[1]",
		"data.d.o.a", "input.o[input.tool]", "data.d.o[input.tool]")
	if len(scope) > 0 && g.random.IntN(3) == 0 {
		v := scope[g.random.IntN(len(scope))]
		return g.pick(v, v+".a", v+"[0]", "input.o["+v+"]", "input.list["+v+"]", "data.d.o["+v+"]")
	}
	if len(g.rules) > 0 && g.random.IntN(4) == 0 {
		r := g.rules[g.random.IntN(len(g.rules))]
		return g.pick(r, r, r+".a", r+"[input.tool]")
	}
	return base
}

func (g *grammar) collection(scope []string) string {
	switch g.random.IntN(8) {
	case 0:
		return fmt.Sprintf("[%s, %s]", g.scalar(), g.reference(scope))
	case 1:
		return fmt.Sprintf("{%s, %s, %s}", g.scalar(), g.scalar(), g.scalar())
	case 2:
		return fmt.Sprintf(`{"a": %s, "b": %s}`, g.reference(scope), g.scalar())
	case 3:
		return "data.d.list"
	case 4:
		return "input.o"
	case 5:
		return "data.d.o"
	case 6:
		if len(scope) > 0 {
			return scope[g.random.IntN(len(scope))]
		}
		return "input.list"
	default:
		return "input.list"
	}
}

func (g *grammar) expr(depth int, scope []string) string {
	if depth <= 0 {
		if g.random.IntN(2) == 0 {
			return g.scalar()
		}
		return g.reference(scope)
	}
	sub := func() string { return g.expr(depth-1, scope) }
	switch g.random.IntN(16) {
	case 0:
		return fmt.Sprintf("[%s, %s]", sub(), sub())
	case 1:
		return fmt.Sprintf("{%s, %s}", sub(), sub())
	case 2:
		return fmt.Sprintf(`{"a": %s, %s: %s}`, sub(), g.pick(`"b"`, `"c"`, "input.tool"), sub())
	case 3, 4, 5:
		v := g.name("v")
		inner := append(append([]string{}, scope...), v)
		pattern := g.pick("[%s | some %s in %s; %s]", "{%s | some %s in %s; %s}", "{%s: 1 | some %s in %s; %s}")
		head := g.expr(depth-1, inner)
		if strings.HasPrefix(pattern, "{%s: 1") {
			head = v
		}
		return fmt.Sprintf(pattern, head, v, g.collection(scope), g.condition(inner, depth-1))
	case 6:
		return fmt.Sprintf("%s %s %s", g.operand(scope), g.pick("+", "-", "*", "/", "%"), g.operand(scope))
	case 7:
		return fmt.Sprintf("%s(%s)", g.pick("count", "sort", "sum", "max", "min", "product"), g.collection(scope))
	case 8:
		return fmt.Sprintf("%s(%s)", g.pick("lower", "upper", "trim_space", "to_number", "abs", "round", "floor", "json.marshal", "type_name"), sub())
	case 9:
		return fmt.Sprintf("%s(%s, %s)", g.pick("startswith", "endswith", "contains", "split", "indexof", "array.concat", "object.union", "object.remove",
			"trim", "trim_prefix", "format_int"), sub(), sub())
	case 10:
		return fmt.Sprintf("object.get(%s, %s, %s)", g.collection(scope), g.scalar(), sub())
	case 11:
		return fmt.Sprintf("%s | %s", g.set(scope), g.set(scope))
	case 12:
		return fmt.Sprintf("%s %s %s", g.set(scope), g.pick("&", "-"), g.set(scope))
	case 13, 14:
		if len(g.names) > 0 {
			f := g.names[g.random.IntN(len(g.names))]
			if g.funcs[f] == 1 {
				return fmt.Sprintf("%s(%s)", f, sub())
			}
			return fmt.Sprintf("%s(%s, %s)", f, sub(), sub())
		}
		return g.reference(scope)
	default:
		return fmt.Sprintf("concat(%s, [%s, %s])", g.pick(`","`, `""`, "input.tool"), g.pick(`"x"`, "input.tool", "input.a"), g.pick(`"y"`, "input.b"))
	}
}

func (g *grammar) operand(scope []string) string {
	return g.pick("1", "2", "0", "1.5", "input.a", "input.b", "data.d.n", g.reference(scope))
}

func (g *grammar) set(scope []string) string {
	v := g.name("v")
	return g.pick(`{"a", "b"}`, "{1, 2, 3}", "set()", fmt.Sprintf("{%s | some %s in %s}", v, v, g.collection(scope)))
}
