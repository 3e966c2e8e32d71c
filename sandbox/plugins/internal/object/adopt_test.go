package object

import (
	"testing"

	"sandbox/plugins/internal/fakeapi"
)

func TestPlainObjectsTakeBackWhatKubectlHasChanged(t *testing.T) {
	for manager, mayTake := range map[string]bool{"kubectl": true, "kubectl-edit": true, "some-operator": false} {
		server := fakeapi.New(t)
		made := mustCreate(t, on(server), plainSecret, labelled(secret(nil, nil), tree{"x": "1"}))
		server.Put(t, manager, tree{"apiVersion": "v1", "kind": "Secret",
			"metadata": tree{"name": "a", "namespace": "b", "labels": tree{"x": "drifted"}}})
		err := update(t, on(server), plainSecret, made, labelled(secret(nil, nil), tree{"x": "1"}))
		if (err == nil) != mayTake {
			t.Errorf("%s: %v", manager, err)
		}
		if corrected := server.Get("b/secrets/a").GetLabels()["x"] == "1"; corrected != mayTake {
			t.Errorf("%s: corrected: %v", manager, corrected)
		}
	}
}
