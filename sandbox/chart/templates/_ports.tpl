{{/* The ports that the configuration opens, {name, port, appProtocol} each, as a JSON list: container and Services offer the same. */}}
{{- define "nats.ports" -}}
{{- $ports := list -}}
{{- range $name := list "nats" "leafnodes" "websocket" "mqtt" "cluster" "gateway" "monitor" "profiling" -}}
{{- $section := get $.Values.config $name -}}
{{- if or $section.enabled (eq $name "nats") -}}
{{- $plain := "tcp" -}}
{{- $encrypted := "tls" -}}
{{- if has $name (list "websocket" "monitor") -}}
{{- $plain = "http" -}}
{{- $encrypted = "https" -}}
{{- end -}}
{{- $tls := get ($section.tls | default dict) "enabled" | default false -}}
{{- $ports = append $ports (dict "name" $name "port" $section.port "appProtocol" ($tls | ternary $encrypted $plain)) -}}
{{- end -}}
{{- end -}}
{{- toJson $ports -}}
{{- end -}}
