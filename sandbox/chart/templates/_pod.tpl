{{- define "nats.pod" -}}
metadata:
  labels:
    {{- include "nats.labels" (list . "nats") | nindent 4 }}
  annotations:
    {{- if .Values.podTemplate.configChecksumAnnotation }}
    checksum/config: {{ include "nats.render" (list "nats.configMap" . .Values.configMap) | sha256sum }}
    {{- end }}
spec:
  enableServiceLinks: false
  terminationGracePeriodSeconds: 60
  {{- include "nats.pullSecrets" . | indent 2 }}
  {{- if .Values.serviceAccount.enabled }}
  serviceAccountName: {{ quote .names.account }}
  {{- end }}
  {{- if .Values.reloader.enabled }}
  shareProcessNamespace: true # the reloader signals the server
  {{- end }}
  containers:
    {{- $server := include "nats.render" (list "nats.server" . .Values.container) | fromYaml }}
    {{- list $server | toYaml | nindent 4 }}
    {{- if .Values.reloader.enabled }}
    {{- $argument := dict "scope" . "mounts" $server.volumeMounts }}
    {{- include "nats.render" (list "nats.reloader" $argument .Values.reloader) | fromYaml | list | toYaml | nindent 4 }}
    {{- end }}
    {{- if .Values.promExporter.enabled }}
    {{- include "nats.render" (list "nats.exporter" . .Values.promExporter) | fromYaml | list | toYaml | nindent 4 }}
    {{- end }}
  volumes:
    - name: config
      configMap:
        name: {{ .names.configMap }}
    - name: pid
      emptyDir: {}
    {{- include "nats.volumes" (list . (include "nats.secrets" . | fromJsonArray)) | indent 4 }}
  {{- with .Values.podTemplate.topologySpreadConstraints }}
  topologySpreadConstraints:
    {{- $selector := dict "matchLabels" (include "nats.selector" (list $ "nats") | fromYaml) }}
    {{- range $key, $constraint := . }}
    {{- list (merge (dict "topologyKey" $key "labelSelector" $selector) $constraint) | toYaml | nindent 4 }}
    {{- end }}
  {{- end }}
{{- end -}}
