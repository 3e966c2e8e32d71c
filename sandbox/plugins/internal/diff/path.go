package diff

import (
	"fmt"
	"strings"
)

// child extends a path without sharing its memory with its siblings.
func child(path []any, element any) []any {
	return append(path[:len(path):len(path)], element)
}

func pathString(path []any) string {
	var out strings.Builder
	for i, element := range path {
		key, isKey := element.(string)
		switch {
		case !isKey:
			fmt.Fprintf(&out, "[%d]", element)
		case strings.ContainsAny(key, `."[]`):
			fmt.Fprintf(&out, `["%s"]`, strings.ReplaceAll(key, `"`, `\"`))
		case i > 0:
			out.WriteString("." + key)
		default:
			out.WriteString(key)
		}
	}
	return out.String()
}

// A Pattern names properties that can't change in place: "spec.selector",
// "spec.containers[*].image".
type Pattern []string

const anyIndex = "[*]"

// Patterns reads the notation above.
func Patterns(texts ...string) []Pattern {
	patterns := make([]Pattern, len(texts))
	for i, text := range texts {
		patterns[i] = strings.Split(strings.ReplaceAll(text, anyIndex, "."+anyIndex), ".")
	}
	return patterns
}

// touches is true when the change is at the property or below it, and also when
// a whole subtree is set that holds the property.
func (p Pattern) touches(path []any, value any) bool {
	for i, segment := range p {
		if i >= len(path) {
			return p[i:].within(value)
		}
		if !matches(segment, path[i]) {
			return false
		}
	}
	return true
}

func (p Pattern) within(value any) bool {
	if len(p) == 0 {
		return true
	}
	switch value := value.(type) {
	case map[string]any:
		element, found := value[p[0]]
		return found && p[1:].within(element)
	case []any:
		for _, element := range value {
			if p[0] == anyIndex && p[1:].within(element) {
				return true
			}
		}
	}
	return false
}

func matches(segment string, element any) bool {
	if _, isIndex := element.(int); isIndex {
		return segment == anyIndex
	}
	return segment == element
}
