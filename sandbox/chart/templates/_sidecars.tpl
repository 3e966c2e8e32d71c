{{/*
Signals the server when a file of its configuration changes. {scope, mounts}: the server's mounts, of which the reloader gets
those that may hold such files.
*/}}
{{- define "nats.reloader" -}}
{{- $reloader := .scope.Values.reloader -}}
name: reloader
{{ include "nats.image" (list .scope $reloader) }}
args:
- -pid
- /var/run/nats/nats.pid
- -config
- /etc/nats-config/nats.conf
{{- include "nats.config.watched" (include "nats.config" .scope | fromYaml) }}
{{- with $reloader.env }}
env:
{{- include "nats.env" . }}
{{- end }}
volumeMounts:
- name: pid
  mountPath: /var/run/nats
{{- range $mount := .mounts }}
{{- $wanted := false }}
{{- range $reloader.natsVolumeMountPrefixes }}
{{- $wanted = or $wanted (hasPrefix . $mount.mountPath) }}
{{- end }}
{{- if $wanted }}
{{- list $mount | toYaml | nindent 0 }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nats.exporter" -}}
{{- $config := .Values.config -}}
{{- with .Values.promExporter -}}
name: prom-exporter
{{ include "nats.image" (list $ .) }}
ports:
- name: prom-metrics
  containerPort: {{ .port }}
{{- with .env }}
env:
{{- include "nats.env" . }}
{{- end }}
args:
- -port={{ .port }}
- -connz
- -routez
- -subz
- -varz
- -prefix=nats
- -use_internal_server_id
{{- if $config.jetstream.enabled }}
- -jsz=all
{{- end }}
{{- if $config.leafnodes.enabled }}
- -leafz
{{- end }}
{{- if $config.gateway.enabled }}
- -gatewayz
{{- end }}
- {{ $config.monitor.tls.enabled | ternary "https" "http" }}://{{ .monitorDomain }}:{{ $config.monitor.port }}/
{{- end }}
{{- end -}}
