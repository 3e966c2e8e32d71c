{{/* The server's configuration as a tree, with `merge` and `patch` applied: (scope) gives YAML. */}}
{{- define "nats.config" -}}
{{- include "nats.render" (list "nats.config.root" . .Values.config) -}}
{{- end -}}

{{- define "nats.config.root" -}}
server_name: << $SERVER_NAME >>
pid_file: /var/run/nats/nats.pid
# The clients are sent away within 30 seconds, after 10 in which they can go by themselves; the pod has 60 for all of it.
lame_duck_grace_period: 10s
lame_duck_duration: 30s
{{ include "nats.config.listener" (list . .Values.config.nats) }}
{{- range $block := list "cluster" "gateway" "jetstream" "leafnodes" "mqtt" "resolver" "websocket" }}
{{- $section := get $.Values.config $block }}
{{- if $section.enabled }}
{{ $block }}:
  {{- include "nats.render" (list (printf "nats.config.%s" $block) $ $section) | nindent 2 }}
{{- end }}
{{- end }}
{{- with .Values.config.monitor }}
{{- if .enabled }}
{{ if .tls.enabled }}https_port{{ else }}http_port{{ end }}: {{ .port }}
{{- end }}
{{- end }}
{{- with .Values.config.profiling }}
{{- if .enabled }}
prof_port: {{ .port }}
{{- end }}
{{- end }}
{{- end -}}

{{/* What everything that accepts connections has: (list scope section). */}}
{{- define "nats.config.listener" -}}
{{- $section := index . 1 -}}
port: {{ $section.port }}
{{- if $section.tls.enabled }}
tls:
  {{- include "nats.render" (list "nats.config.tls" (list (index . 0) $section.tls) $section.tls) | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "nats.config.tls" -}}
{{- with index . 1 }}
{{- if .secretName }}
cert_file: {{ printf "%s/%s" (trimSuffix "/" .dir) (.cert | default "tls.crt") | quote }}
key_file: {{ printf "%s/%s" (trimSuffix "/" .dir) (.key | default "tls.key") | quote }}
{{- end }}
{{- end }}
{{- with include "nats.ca" (index . 0) }}
ca_file: {{ quote . }}
{{- end }}
{{- end -}}

{{- define "nats.config.cluster" -}}
{{- with .Values.config.cluster }}
name: {{ $.names.statefulSet }}
no_advertise: {{ .noAdvertise }}
{{ include "nats.config.listener" (list $ .) }}
{{- $login := "" }}
{{- with .routeURLs }}
{{- if and .user .password }}
{{- $login = printf "%s:%s@" (urlquery .user) (urlquery .password) }}
authorization:
  user: {{ quote .user }}
  password: {{ quote .password }}
{{- end }}
{{- end }}
{{- $host := $.names.headless }}
{{- if .routeURLs.useFQDN }}
{{- $host = printf "%s.%s.svc.%s" $host $.namespace .routeURLs.k8sClusterDomain }}
{{- end }}
{{- $scheme := .tls.enabled | ternary "tls" "nats" }}
{{- $port := int .port }}
routes:
{{- range $server := until (int .replicas) }}
- {{ printf "%s://%s%s-%d.%s:%d" $scheme $login $.names.statefulSet $server $host $port }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nats.config.gateway" -}}
name: {{ .names.statefulSet }}
{{ include "nats.config.listener" (list . .Values.config.gateway) }}
{{- end -}}

{{- define "nats.config.leafnodes" -}}
no_advertise: true
{{ include "nats.config.listener" (list . .Values.config.leafnodes) }}
{{- end -}}

{{- define "nats.config.mqtt" -}}
{{ include "nats.config.listener" (list . .Values.config.mqtt) }}
{{- end -}}

{{- define "nats.config.websocket" -}}
{{ include "nats.config.listener" (list . .Values.config.websocket) }}
{{- if not .Values.config.websocket.tls.enabled }}
no_tls: true
{{- end }}
{{- end -}}

{{/* A store that is off has a size of zero: without a limit the server would choose one from the machine it finds. */}}
{{- define "nats.config.jetstream" -}}
{{- with .Values.config.jetstream.memoryStore }}
{{- if not .enabled }}
max_memory_store: 0
{{- else if .maxSize }}
max_memory_store: << {{ .maxSize }} >>
{{- end }}
{{- end }}
{{- with .Values.config.jetstream.fileStore }}
{{- if not .enabled }}
max_file_store: 0
{{- else }}
store_dir: {{ .dir }}
{{- with .maxSize | default (ternary .pvc.size "" .pvc.enabled) }}
max_file_store: << {{ . }} >>
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nats.config.resolver" -}}
dir: {{ .Values.config.resolver.dir }}
{{- end -}}
