package diff

import (
	"maps"
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

type tree = map[string]any

var unknown = resource.Computed{Element: resource.NewStringProperty("")}

func kinds(changes Detailed) map[string]string {
	found := map[string]string{}
	for path, change := range changes {
		found[path] = change.Kind.String()
	}
	return found
}

func TestTrees(t *testing.T) {
	tests := map[string]struct {
		have, asked, want tree
		expected          map[string]string
	}{
		"numbers of different types are the same": {
			have: tree{"a": 3.0}, asked: tree{"a": 3.0}, want: tree{"a": int64(3)},
			expected: map[string]string{},
		},
		"leaves are reported by their path": {
			have:     tree{"values": tree{"config": tree{"replicas": 3.0, "name": "n"}}},
			asked:    tree{"values": tree{"config": tree{"replicas": 3.0, "name": "n"}}},
			want:     tree{"values": tree{"config": tree{"replicas": 5.0, "name": "n"}}},
			expected: map[string]string{"values.config.replicas": "UPDATE"},
		},
		"what the server filled in is left alone": {
			have: tree{"a": "1", "server": "x"}, asked: tree{"a": "1"}, want: tree{"a": "1"},
			expected: map[string]string{},
		},
		"what is no longer asked for is deleted": {
			have: tree{"a": "1", "b": "2"}, asked: tree{"a": "1", "b": "2"}, want: tree{"a": "1"},
			expected: map[string]string{"b": "DELETE"},
		},
		"unknown is a change": {
			have: tree{"a": "1"}, asked: tree{"a": "1"}, want: tree{"a": unknown, "b": unknown},
			expected: map[string]string{"a": "UPDATE", "b": "ADD"},
		},
		"lists are compared by index": {
			have:     tree{"l": []any{"a", tree{"x": 1.0, "gone": 1.0}, "c"}},
			asked:    tree{"l": []any{"a", tree{"x": 1.0, "gone": 1.0}, "c"}},
			want:     tree{"l": []any{"b", tree{"x": 2.0}}},
			expected: map[string]string{"l[0]": "UPDATE", "l[1].x": "UPDATE", "l[1].gone": "DELETE", "l[2]": "DELETE"},
		},
		"keys with dots are quoted": {
			have: tree{}, asked: tree{}, want: tree{"metadata": "m", "pulumi.com/skipAwait": "true"},
			expected: map[string]string{"metadata": "ADD", `["pulumi.com/skipAwait"]`: "ADD"},
		},
		"another type is an update": {
			have: tree{"a": tree{"b": 1.0}}, asked: tree{"a": tree{"b": 1.0}}, want: tree{"a": "text"},
			expected: map[string]string{"a": "UPDATE"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if found := kinds(Trees(test.have, test.asked, test.want, nil)); !maps.Equal(found, test.expected) {
				t.Errorf("got %v, want %v", found, test.expected)
			}
		})
	}
}

func TestReplacing(t *testing.T) {
	replace := Patterns("data", "spec.clusterIP", "spec.containers[*].image")
	have := tree{"data": tree{"k": "1"}, "spec": tree{"containers": []any{tree{"image": "a", "name": "c"}}}}
	want := tree{"data": tree{"k": "2"}, "spec": tree{
		"clusterIP": "10.0.0.1", "type": "x", "containers": []any{tree{"image": "b", "name": "d"}},
	}}
	changes := Trees(have, have, want, replace)
	expected := map[string]string{
		"data.k": "UPDATE_REPLACE", "spec.clusterIP": "ADD_REPLACE", "spec.type": "ADD",
		"spec.containers[0].image": "UPDATE_REPLACE", "spec.containers[0].name": "UPDATE",
	}
	if found := kinds(changes); !maps.Equal(found, expected) {
		t.Errorf("got %v, want %v", found, expected)
	}
	if len(changes.Replaces()) != 3 {
		t.Errorf("replaces: %v", changes.Replaces())
	}
}

func TestReplacingInsideANewSubtree(t *testing.T) {
	changes := Trees(tree{}, tree{}, tree{"spec": tree{"clusterIP": "None"}}, Patterns("spec.clusterIP"))
	if changes["spec"].Kind != pulumirpc.PropertyDiff_ADD_REPLACE {
		t.Errorf("got %v", changes)
	}
	removed := tree{"spec": tree{"clusterIP": "None"}}
	changes = Trees(removed, removed, tree{}, Patterns("spec.clusterIP"))
	if changes["spec"].Kind != pulumirpc.PropertyDiff_DELETE || !changes["spec"].InputDiff {
		t.Errorf("got %v", changes)
	}
}

func TestSummary(t *testing.T) {
	if changes := (Detailed{}).Changes(); changes != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("got %v", changes)
	}
	changes := Trees(tree{}, tree{}, tree{"values": tree{"a": 1.0}, "chart": "x"}, nil)
	if names := changes.Properties(); len(names) != 2 || changes.Changes() != pulumirpc.DiffResponse_DIFF_SOME {
		t.Errorf("got %v", names)
	}
	nested := Trees(tree{"values": tree{"a": 1.0}}, tree{}, tree{"values": tree{"a": 2.0}}, nil)
	if names := nested.Properties(); !reflect.DeepEqual(names, []string{"values"}) {
		t.Errorf("got %v", names)
	}
}

func TestNullIsAWish(t *testing.T) {
	state := tree{"values": tree{"a": 1.0, "same": nil}}
	changes := Trees(state, state, tree{"values": tree{"a": nil, "new": nil, "same": nil}}, nil)
	if found := kinds(changes); !maps.Equal(found, map[string]string{"values.a": "DELETE", "values.new": "DELETE"}) {
		t.Errorf("got %v", found)
	}
}
