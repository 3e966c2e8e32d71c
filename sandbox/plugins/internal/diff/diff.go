// Package diff says which properties of a resource change, path by path.
package diff

import (
	"reflect"
	"slices"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/property"
)

// Detailed is a property diff by path, as the engine wants it.
type Detailed map[string]*pulumirpc.PropertyDiff

// Trees compares what there is (have) with what the program wants now. Only
// what the program asked for earlier (asked) can be removed: servers fill in
// much that no program ever mentions.
func Trees(have, asked, want map[string]any, replace []Pattern) Detailed {
	w := walk{replace: replace, found: Detailed{}}
	w.maps(nil, have, asked, want)
	return w.found
}

// Replaces lists the paths that can't change in place.
func (d Detailed) Replaces() []string {
	var paths []string
	for path, change := range d {
		switch change.Kind {
		case pulumirpc.PropertyDiff_ADD_REPLACE,
			pulumirpc.PropertyDiff_UPDATE_REPLACE,
			pulumirpc.PropertyDiff_DELETE_REPLACE:
			paths = append(paths, path)
		}
	}
	return paths
}

// Properties lists the top-level properties that change.
func (d Detailed) Properties() []string {
	var names []string
	for path := range d {
		name := path[:strings.IndexAny(path+".", ".[")]
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Changes is the answer to "is there anything to do".
func (d Detailed) Changes() pulumirpc.DiffResponse_DiffChanges {
	if len(d) == 0 {
		return pulumirpc.DiffResponse_DIFF_NONE
	}
	return pulumirpc.DiffResponse_DIFF_SOME
}

type walk struct {
	replace []Pattern
	found   Detailed
}

func (w *walk) maps(path []any, have, asked, want map[string]any) {
	for key, wanted := range want {
		had, exists := have[key]
		w.values(child(path, key), had, exists, asked[key], wanted)
	}
	for key := range asked {
		if _, kept := want[key]; !kept {
			w.add(child(path, key), pulumirpc.PropertyDiff_DELETE, nil)
		}
	}
}

func (w *walk) values(path []any, have any, exists bool, asked, want any) {
	switch {
	case want == nil && (!exists || have != nil):
		// Null is a wish, too: "without the default".
		w.add(path, pulumirpc.PropertyDiff_DELETE, nil)
		return
	case !exists:
		w.add(path, pulumirpc.PropertyDiff_ADD, want)
		return
	case property.IsUnknown(want):
		w.add(path, pulumirpc.PropertyDiff_UPDATE, want)
		return
	}
	if wantMap, ok := want.(map[string]any); ok {
		if haveMap, ok := have.(map[string]any); ok {
			askedMap, _ := asked.(map[string]any)
			w.maps(path, haveMap, askedMap, wantMap)
			return
		}
	}
	if wantList, ok := want.([]any); ok {
		if haveList, ok := have.([]any); ok {
			askedList, _ := asked.([]any)
			w.lists(path, haveList, askedList, wantList)
			return
		}
	}
	if !equal(have, want) {
		w.add(path, pulumirpc.PropertyDiff_UPDATE, want)
	}
}

func (w *walk) lists(path []any, have, asked, want []any) {
	for i, wanted := range want {
		var had, askedElement any
		if i < len(have) {
			had = have[i]
		}
		if i < len(asked) {
			askedElement = asked[i]
		}
		w.values(child(path, i), had, i < len(have), askedElement, wanted)
	}
	for i := len(want); i < len(have); i++ {
		w.add(child(path, i), pulumirpc.PropertyDiff_DELETE, nil)
	}
}

func (w *walk) add(path []any, kind pulumirpc.PropertyDiff_Kind, value any) {
	for _, pattern := range w.replace {
		if pattern.touches(path, value) {
			kind = replacing[kind]
			break
		}
	}
	// Deletions are shown from the inputs: the outputs at that path may be the server's.
	removed := kind == pulumirpc.PropertyDiff_DELETE || kind == pulumirpc.PropertyDiff_DELETE_REPLACE
	w.found[pathString(path)] = &pulumirpc.PropertyDiff{Kind: kind, InputDiff: removed}
}

var replacing = map[pulumirpc.PropertyDiff_Kind]pulumirpc.PropertyDiff_Kind{
	pulumirpc.PropertyDiff_ADD:    pulumirpc.PropertyDiff_ADD_REPLACE,
	pulumirpc.PropertyDiff_UPDATE: pulumirpc.PropertyDiff_UPDATE_REPLACE,
	pulumirpc.PropertyDiff_DELETE: pulumirpc.PropertyDiff_DELETE_REPLACE,
}

// equal compares leaves. Numbers from the state are floats, from typed
// Kubernetes objects integers.
func equal(a, b any) bool {
	if x, ok := number(a); ok {
		y, ok := number(b)
		return ok && x == y
	}
	return reflect.DeepEqual(a, b)
}

func number(value any) (float64, bool) {
	switch value := value.(type) {
	case int64:
		return float64(value), true
	case float64:
		return value, true
	}
	return 0, false
}
