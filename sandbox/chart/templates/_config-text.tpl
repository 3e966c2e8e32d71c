{{/*
JSON as a person would write it: toPrettyJson turns <, > and & into escapes, which nats-server does not read. Escaped backslashes
are set aside meanwhile (as a control character, which JSON text never holds): the `\\u003c` of a string that says so is no escape.
*/}}
{{- define "nats.json" -}}
{{- toPrettyJson . | replace `\\` "\u0001" | replace `\u003c` "<" | replace `\u003e` ">" | replace `\u0026` "&" | replace "\u0001" `\\` -}}
{{- end -}}

{{/* The text of nats.conf: JSON, but for include directives and what stands between << and >>. */}}
{{- define "nats.config.text" -}}
{{- $text := include "nats.json" . -}}
{{- $text = regexReplaceAll `".*\$include": "(.*)",?` $text "include ${1};" -}}
{{- regexReplaceAll `"<<\s+(.*?)\s+>>"` $text "${1}" -}}
{{- end -}}

{{/* The files that the configuration names, as arguments of the reloader: what it has to watch. Lists are not looked into. */}}
{{- define "nats.config.watched" -}}
{{- if kindIs "map" . }}
{{- range $key, $value := . }}
{{- if has $key (list "ca_file" "cert_file" "key_file") }}
- -config
- {{ $value }}
{{- else if hasSuffix "$include" $key }}
- -config
- {{ clean (printf "/etc/nats-config/%s" $value) }}
{{- else }}
{{- include "nats.config.watched" $value }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
