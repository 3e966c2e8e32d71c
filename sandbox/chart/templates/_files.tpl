{{/* Where the authority's certificate is in the pod; nothing when there is none. */}}
{{- define "nats.ca" -}}
{{- with .Values.tlsCA }}
{{- if and .enabled (or .configMapName .secretName) }}
{{- printf "%s/%s" (trimSuffix "/" .dir) (.key | default "ca.crt") }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Secrets that a pod mounts, {name, dir, secretName} each, as a JSON list. First the servers' certificates ... */}}
{{- define "nats.secrets" -}}
{{- $secrets := list -}}
{{- range $protocol := list "nats" "leafnodes" "websocket" "mqtt" "cluster" "gateway" -}}
{{- $section := get $.Values.config $protocol -}}
{{- with $section.tls -}}
{{- if and .enabled .secretName (or $section.enabled (eq $protocol "nats")) -}}
{{- $secrets = append $secrets (dict "name" (printf "%s-tls" $protocol) "dir" .dir "secretName" .secretName) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $secrets -}}
{{- end -}}

{{/* ... then the box's credentials, per context. */}}
{{- define "nats.box.secrets" -}}
{{- $secrets := list -}}
{{- range $context, $section := .Values.natsBox.contexts -}}
{{- range $kind := list "creds" "nkey" "tls" -}}
{{- with get $section $kind -}}
{{- if .secretName -}}
{{- $dir := include "nats.box.dir" (list $context $kind .) -}}
{{- $secrets = append $secrets (dict "name" (printf "ctx-%s-%s" $context $kind) "dir" $dir "secretName" .secretName) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $secrets -}}
{{- end -}}

{{/* (list context kind section) */}}
{{- define "nats.box.dir" -}}
{{- $parent := get (dict "creds" "nats-creds" "nkey" "nats-nkeys" "tls" "nats-certs") (index . 1) -}}
{{- (index . 2).dir | default (printf "/etc/%s/%s" $parent (index . 0)) -}}
{{- end -}}

{{/* (list scope secrets) */}}
{{- define "nats.volumes" -}}
{{- with (index . 0).Values.tlsCA }}
{{- if and .enabled .configMapName }}
- name: tls-ca
  configMap:
    name: {{ quote .configMapName }}
{{- else if and .enabled .secretName }}
- name: tls-ca
  secret:
    secretName: {{ quote .secretName }}
{{- end }}
{{- end }}
{{- range index . 1 }}
- name: {{ quote .name }}
  secret:
    secretName: {{ quote .secretName }}
{{- end }}
{{- end -}}

{{/* (list scope secrets) */}}
{{- define "nats.mounts" -}}
{{- $scope := index . 0 }}
{{- if include "nats.ca" $scope }}
- name: tls-ca
  mountPath: {{ quote $scope.Values.tlsCA.dir }}
{{- end }}
{{- range index . 1 }}
- name: {{ quote .name }}
  mountPath: {{ quote .dir }}
{{- end }}
{{- end -}}
