{{/* What every container takes from its values: (list scope section). The most exact way to name an image wins. */}}
{{- define "nats.image" -}}
{{- $global := (index . 0).Values.global.image -}}
{{- with (index . 1).image -}}
{{- $image := printf "%s:%s" .repository .tag -}}
{{- if .digest -}}
{{- $image = printf "%s@%s" .repository .digest -}}
{{- end -}}
{{- with .registry | default $global.registry -}}
{{- $image = printf "%s/%s" . $image -}}
{{- end -}}
image: {{ .fullImageName | default $image }}
{{- with .pullPolicy | default $global.pullPolicy }}
imagePullPolicy: {{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* A map of variables as a list. Kubernetes takes strings only; refused here, the message names the variable. */}}
{{- define "nats.env" -}}
{{- range $name, $value := . }}
{{- if kindIs "string" $value }}
- name: {{ quote $name }}
  value: {{ quote $value }}
{{- else if kindIs "map" $value }}
{{ list (merge (dict "name" $name) $value) | toYaml }}
{{- else }}
{{- fail (printf "the environment variable %s has to be a string or a map, not %s" $name (kindOf $value)) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "nats.pullSecrets" -}}
{{- with .Values.global.image.pullSecretNames }}
imagePullSecrets:
{{- range . }}
- name: {{ quote . }}
{{- end }}
{{- end }}
{{- end -}}
