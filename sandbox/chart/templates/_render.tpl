{{/*
The one way anything is rendered: (list body argument section). The body is the name of a template that prints YAML, to
which the argument is given; the section's `merge` is laid over it and the section's `patch` applied. Prints YAML.
*/}}
{{- define "nats.render" -}}
{{- $body := index . 0 -}}
{{- $section := index . 2 -}}
{{- $document := include $body (index . 1) | fromYaml -}}
{{- if hasKey $document "Error" -}}
{{- fail (printf "%s is not YAML with these values: %v" $body $document.Error) -}}
{{- end -}}
{{- $document = mergeOverwrite $document ($section.merge | default dict) -}}
{{- (include "nats.patch" (dict "document" $document "patch" ($section.patch | default list)) | fromJson).document | toYaml -}}
{{- end -}}
