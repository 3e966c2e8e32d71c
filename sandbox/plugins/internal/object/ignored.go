package object

import (
	"bytes"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// keepIgnored leaves ignored properties as they are on the server. What only
// others own is left out of the request: naming it would make this resource an
// owner, or a conflict. What this resource owns must stay in the request, with
// the server's value, or it would be removed.
func keepIgnored(inputs, live *unstructured.Unstructured, manager string, ignored []string) error {
	if len(ignored) == 0 {
		return nil
	}
	ours, theirs, err := owners(live, manager)
	if err != nil {
		return err
	}
	for _, text := range ignored {
		segments := strings.Split(text, ".")
		elements := make([]any, len(segments))
		for i, segment := range segments {
			elements[i] = segment
		}
		path, err := fieldpath.MakePath(elements...)
		if err != nil {
			return err
		}
		if theirs.Has(path) && !ours.Has(path) {
			unstructured.RemoveNestedField(inputs.Object, segments...)
			continue
		}
		value, found, err := unstructured.NestedFieldCopy(live.Object, segments...)
		if err != nil {
			return err
		}
		if found {
			if err := unstructured.SetNestedField(inputs.Object, value, segments...); err != nil {
				return err
			}
		}
	}
	return nil
}

// owners are the fields of a manager, and those of all the others. Each field
// counts for its parents too: owning data.password is owning some of data.
func owners(live *unstructured.Unstructured, manager string) (ours, theirs *fieldpath.Set, err error) {
	ours, theirs = fieldpath.NewSet(), fieldpath.NewSet()
	for _, entry := range live.GetManagedFields() {
		fields := fieldpath.NewSet()
		if err := fields.FromJSON(bytes.NewReader(entry.FieldsV1.Raw)); err != nil {
			return nil, nil, err
		}
		into := theirs
		if entry.Manager == manager {
			into = ours
		}
		fields.Iterate(func(path fieldpath.Path) {
			for i := range path {
				into.Insert(path[:i+1].Copy())
			}
		})
	}
	return ours, theirs, nil
}
