package object

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/util/retry"
	"sigs.k8s.io/structured-merge-diff/v6/fieldpath"
)

// adopt hands what earlier create and update requests own to the manager of the
// resource, so that applying isn't a conflict with ourselves; and what somebody
// has changed with kubectl, so that a plain resource corrects it.
func adopt(ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured, manager string,
) (*unstructured.Unstructured, error) {
	err := retry.RetryOnConflict(retry.DefaultRetry, func() error {
		entries, changed, err := adopted(live.GetManagedFields(), manager)
		if err != nil || !changed {
			return err
		}
		patch, err := json.Marshal([]map[string]any{
			{"op": "replace", "path": "/metadata/managedFields", "value": entries},
			{"op": "replace", "path": "/metadata/resourceVersion", "value": live.GetResourceVersion()},
		})
		if err != nil {
			return err
		}
		now, err := client.Patch(ctx, live.GetName(), types.JSONPatchType, patch, metav1.PatchOptions{FieldManager: manager})
		if apierrors.IsConflict(err) {
			// The patch is for one version of the object, and a controller was quicker.
			if latest, getErr := client.Get(ctx, live.GetName(), metav1.GetOptions{}); getErr == nil {
				live = latest
			}
		}
		if err == nil {
			live = now
		}
		return err
	})
	return live, err
}

// adopted merges the entries that are to be taken over into the manager's own.
func adopted(entries []metav1.ManagedFieldsEntry, manager string) (after []metav1.ManagedFieldsEntry, changed bool, err error) {
	own := metav1.ManagedFieldsEntry{Manager: manager, Operation: metav1.ManagedFieldsOperationApply, FieldsType: "FieldsV1"}
	fields := fieldpath.NewSet()
	for _, entry := range entries {
		isOwn := entry.Manager == manager && entry.Operation == metav1.ManagedFieldsOperationApply
		if !isOwn && !isAdopted(entry) {
			after = append(after, entry)
			continue
		}
		changed = changed || !isOwn
		own.APIVersion, own.Time = entry.APIVersion, entry.Time
		more := fieldpath.NewSet()
		if err := more.FromJSON(bytes.NewReader(entry.FieldsV1.Raw)); err != nil {
			return nil, false, err
		}
		fields = fields.Union(more)
	}
	raw, err := fields.ToJSON()
	own.FieldsV1 = &metav1.FieldsV1{Raw: raw}
	return append(after, own), changed, err
}

// taken are the beginnings of the names of managers whose fields are taken over.
var taken = map[metav1.ManagedFieldsOperationType][]string{
	metav1.ManagedFieldsOperationApply:  {"kubectl"},
	metav1.ManagedFieldsOperationUpdate: {creator, "kubectl", "before-first-apply", "pulumi-resource-kubernetes"},
}

func isAdopted(entry metav1.ManagedFieldsEntry) bool {
	return entry.Subresource == "" && slices.ContainsFunc(taken[entry.Operation], func(name string) bool {
		return strings.HasPrefix(entry.Manager, name)
	})
}
