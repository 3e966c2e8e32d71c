package await

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/dynamic"
)

// settling is how long a Service may have no pods at all before that counts as
// intended: they may be created at the same time as the Service.
const settling = 10 * time.Second

// service is well when its load balancer has an address, if it asked for one,
// and none of the pods behind it is still on its way.
type service struct {
	client dynamic.Interface

	service    corev1.Service
	begun      time.Time
	settled    bool
	hasAddress bool
	ready      int
	pending    int
}

func (s *service) look(ctx context.Context, live *unstructured.Unstructured) bool {
	s.service = corev1.Service{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, &s.service); err != nil {
		return false
	}
	if s.begun.IsZero() {
		s.begun = time.Now()
	}
	s.hasAddress = s.service.Spec.Type != corev1.ServiceTypeLoadBalancer || len(s.service.Status.LoadBalancer.Ingress) > 0
	if !s.waitsForPods() {
		return s.hasAddress
	}
	if !s.hasAddress || !s.count(ctx) {
		return false
	}
	settled := s.settled || s.ready > 0 || time.Since(s.begun) >= settling
	return s.pending == 0 && settled
}

func (s *service) waitsForPods() bool {
	spec := s.service.Spec
	return spec.Type != corev1.ServiceTypeExternalName && spec.ClusterIP != corev1.ClusterIPNone && len(spec.Selector) > 0
}

// count tells the ready endpoints from those that aren't.
func (s *service) count(ctx context.Context) bool {
	slices, err := s.client.Resource(discoveryv1.SchemeGroupVersion.WithResource("endpointslices")).
		Namespace(s.service.Namespace).
		List(ctx, metav1.ListOptions{LabelSelector: discoveryv1.LabelServiceName + "=" + s.service.Name})
	if err != nil {
		return false
	}
	s.ready, s.pending = 0, 0
	for _, item := range slices.Items {
		var slice discoveryv1.EndpointSlice
		if runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &slice) != nil {
			continue
		}
		for _, endpoint := range slice.Endpoints {
			if endpoint.Conditions.Ready == nil || *endpoint.Conditions.Ready {
				s.ready++
			} else {
				s.pending++
			}
		}
	}
	return true
}

func (s *service) progress() string {
	if !s.hasAddress {
		return "[2/3] Attempting to allocate IP address to Service"
	}
	return "[1/3] Finding Pods to direct traffic to"
}

func (s *service) reasons() []string {
	var reasons []string
	if s.waitsForPods() && s.ready == 0 {
		reasons = append(reasons, "Service does not target any Pods. Selected Pods may not be ready, or "+
			"field '.spec.selector' may not match labels on any Pods")
	}
	if !s.hasAddress {
		reasons = append(reasons, "Service was not allocated an IP address; does your cloud provider support this?")
	}
	return reasons
}

func (s *service) problems(context.Context) []string { return nil }
