package await

import (
	"context"
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/dynamic"
)

// statefulSet is well when every replica is ready and of the newest revision,
// and the controller has seen the newest specification: until then its status
// tells of the past.
type statefulSet struct {
	client dynamic.Interface
	since  time.Time

	set          appsv1.StatefulSet
	replicasDone bool
	revisionDone bool
}

func (s *statefulSet) look(_ context.Context, live *unstructured.Unstructured) bool {
	s.set = appsv1.StatefulSet{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, &s.set); err != nil {
		return false
	}
	status := s.set.Status
	s.replicasDone, s.revisionDone = false, false
	if status.ObservedGeneration < s.set.Generation {
		return false
	}
	s.replicasDone = status.Replicas == s.wanted() && status.ReadyReplicas == s.wanted()
	if s.set.Generation > 1 && s.set.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType {
		// Pods roll when somebody deletes them: nothing to wait for.
		s.revisionDone = true
		return s.replicasDone
	}
	s.replicasDone = s.replicasDone && status.CurrentReplicas == s.wanted()
	s.revisionDone = status.CurrentRevision != "" && status.CurrentRevision == status.UpdateRevision
	return s.replicasDone && s.revisionDone
}

func (s *statefulSet) wanted() int32 { return replicas(s.set.Spec.Replicas) }

// ready counts the replicas that are ready. While a roll-out runs, those of the
// old revision don't count.
func (s *statefulSet) ready() int32 {
	if s.revisionDone {
		return s.set.Status.ReadyReplicas
	}
	return min(s.set.Status.ReadyReplicas, s.set.Status.UpdatedReplicas)
}

func (s *statefulSet) progress() string {
	switch {
	case s.set.Generation <= 1:
		return fmt.Sprintf("[1/2] Waiting for StatefulSet to create Pods (%d/%d Pods ready)", s.ready(), s.wanted())
	case !s.replicasDone:
		return fmt.Sprintf("[1/3] Waiting for StatefulSet update to roll out (%d/%d Pods ready)", s.ready(), s.wanted())
	}
	return "[2/3] Waiting for StatefulSet to update .status.currentRevision"
}

func (s *statefulSet) reasons() []string {
	var reasons []string
	if !s.replicasDone {
		reasons = append(reasons, fmt.Sprintf("%d out of %d replicas succeeded readiness checks", s.ready(), s.wanted()))
	}
	if !s.revisionDone {
		reasons = append(reasons, fmt.Sprintf("StatefulSet controller failed to advance from revision %q to revision %q",
			s.set.Status.CurrentRevision, s.set.Status.UpdateRevision))
	}
	return reasons
}

func (s *statefulSet) problems(ctx context.Context) []string {
	problems := ownWarnings(ctx, s.client, s.set.Namespace, s.set.UID, s.since)
	for _, pod := range podsOf(ctx, s.client, s.set.Namespace, s.set.UID, s.set.Spec.Selector) {
		problems = append(problems, podProblems(&pod)...)
	}
	return problems
}

// replicas reads the number that the server would default to one.
func replicas(number *int32) int32 {
	if number == nil {
		return 1
	}
	return *number
}
