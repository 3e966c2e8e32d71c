{{/* `metadata` of an object: (list scope name component). The box's objects are labelled apart from the servers'. */}}
{{- define "nats.metadata" -}}
{{- $scope := index . 0 -}}
name: {{ index . 1 }}
{{- with $scope.Values.namespaceOverride }}
namespace: {{ quote . }}
{{- end }}
labels:
  {{- include "nats.labels" (list $scope (index . 2)) | nindent 2 }}
{{- end -}}

{{/* (list scope component). A global label cannot take the place of one of the chart's: those come later, and the last one counts. */}}
{{- define "nats.labels" -}}
{{- $scope := index . 0 -}}
{{- with $scope.Values.global.labels }}
{{- toYaml . }}
{{ end -}}
{{ include "nats.selector" . }}
app.kubernetes.io/managed-by: {{ $scope.labels.manager }}
app.kubernetes.io/version: {{ quote $scope.labels.version }}
helm.sh/chart: {{ $scope.labels.chart }}
{{- end -}}

{{/* (list scope component). Part of what Kubernetes never lets a StatefulSet or Deployment change. */}}
{{- define "nats.selector" -}}
{{- $scope := index . 0 -}}
app.kubernetes.io/component: {{ index . 1 }}
app.kubernetes.io/instance: {{ $scope.labels.release }}
app.kubernetes.io/name: {{ $scope.labels.app }}
{{- end -}}
