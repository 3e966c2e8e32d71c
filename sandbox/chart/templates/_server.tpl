{{- define "nats.server" -}}
name: nats
{{ include "nats.image" (list . .Values.container) }}
args:
- --config
- /etc/nats-config/nats.conf
ports:
{{- range include "nats.ports" . | fromJsonArray }}
{{- list (merge (dict "name" .name "containerPort" .port) (get $.Values.container.ports .name)) | toYaml | nindent 0 }}
{{- end }}
env:
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: SERVER_NAME
  value: {{ printf "%s$(POD_NAME)" .Values.config.serverNamePrefix | quote }}
{{- include "nats.env" .Values.container.env }}
resources:
  {{- toYaml .Values.container.resources | nindent 2 }}
lifecycle:
  preStop:
    exec:
      # Lame duck mode: the clients move to other servers before this one goes.
      command: [nats-server, -sl=ldm=/var/run/nats/nats.pid]
{{- with .Values.config.monitor }}
{{- if .enabled }}
# A starting server has 15 minutes to catch up with its streams; one that runs is only asked about itself.
startupProbe:
  {{- include "nats.probe" (dict "path" "/healthz" "period" 10 "failures" 90 "https" .tls.enabled) | nindent 2 }}
readinessProbe:
  {{- include "nats.probe" (dict "path" "/healthz?js-server-only=true" "period" 10 "failures" 3 "https" .tls.enabled) | nindent 2 }}
livenessProbe:
  {{- include "nats.probe" (dict "path" "/healthz?js-enabled-only=true" "period" 30 "failures" 3 "https" .tls.enabled) | nindent 2 }}
{{- end }}
{{- end }}
volumeMounts:
- name: config
  mountPath: /etc/nats-config
- name: pid
  mountPath: /var/run/nats
{{- range include "nats.claims" . | fromJsonArray }}
- name: {{ .name }}
  mountPath: {{ quote .dir }}
{{- end }}
{{- include "nats.mounts" (list . (include "nats.secrets" . | fromJsonArray)) }}
{{- end -}}

{{- define "nats.probe" -}}
httpGet:
  path: {{ .path }}
  port: monitor
  {{- if .https }}
  scheme: HTTPS
  {{- end }}
initialDelaySeconds: 10
periodSeconds: {{ .period }}
timeoutSeconds: 5
successThreshold: 1
failureThreshold: {{ .failures }}
{{- end -}}

{{/* The volumes that each server claims for itself, {name, dir, pvc} each, as a JSON list. */}}
{{- define "nats.claims" -}}
{{- $claims := list -}}
{{- with .Values.config.jetstream -}}
{{- if and .enabled .fileStore.enabled .fileStore.pvc.enabled -}}
{{- $claims = append $claims (dict "name" $.names.jetstreamClaim "dir" .fileStore.dir "pvc" .fileStore.pvc) -}}
{{- end -}}
{{- end -}}
{{- with .Values.config.resolver -}}
{{- if and .enabled .pvc.enabled -}}
{{- $claims = append $claims (dict "name" $.names.resolverClaim "dir" .dir "pvc" .pvc) -}}
{{- end -}}
{{- end -}}
{{- toJson $claims -}}
{{- end -}}
