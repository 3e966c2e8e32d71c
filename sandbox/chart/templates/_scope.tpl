{{/*
The scope: what every template of this chart reads in place of Helm's root object. Settled once per file, by way of JSON,
so that a number is the same float64 whether it came from a values file, from --set or from a program.
*/}}
{{- define "nats.scope" -}}
{{- if regexMatch `"\$tplYaml(Spread)?":` (toJson .Values) -}}
{{- fail "this stand-in for the official NATS chart does not know $tplYaml and $tplYamlSpread" -}}
{{- end -}}
{{- $base := include "nats.basename" . -}}
{{- $names := dict -}}
{{- with .Values -}}
{{- $names = dict
  "configMap"        (.configMap.name                         | default (printf "%s-config" $base))
  "service"          (.service.name                           | default $base)
  "headless"         (.headlessService.name                   | default (printf "%s-headless" $base))
  "statefulSet"      (.statefulSet.name                       | default $base)
  "disruptionBudget" (.podDisruptionBudget.name               | default $base)
  "account"          (.serviceAccount.name                    | default $base)
  "podMonitor"       (.promExporter.podMonitor.name           | default $base)
  "ingress"          (.config.websocket.ingress.name          | default (printf "%s-ws" $base))
  "jetstreamClaim"   (.config.jetstream.fileStore.pvc.name    | default (printf "%s-js" $base))
  "resolverClaim"    (.config.resolver.pvc.name               | default (printf "%s-resolver" $base))
  "box"              (.natsBox.deployment.name                | default (printf "%s-box" $base))
  "boxAccount"       (.natsBox.serviceAccount.name            | default (printf "%s-box" $base))
  "boxContexts"      (.natsBox.contextsSecret.name            | default (printf "%s-box-contexts" $base))
  "boxContents"      (.natsBox.contentsSecret.name            | default (printf "%s-box-contents" $base))
-}}
{{- end -}}
{{- toJson (dict
  "Values"    .Values
  "names"     $names
  "namespace" (.Values.namespaceOverride | default .Release.Namespace)
  "labels"    (dict
    "app"     (.Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-")
    "release" .Release.Name
    "manager" .Release.Service
    "chart"   (printf "%s-%s" .Chart.Name .Chart.Version)
    "version" .Chart.AppVersion)
) -}}
{{- end -}}

{{/* The name that all others start with. Kubernetes allows 63 characters. */}}
{{- define "nats.basename" -}}
{{- $app := .Values.nameOverride | default .Chart.Name -}}
{{- $name := ternary .Release.Name (printf "%s-%s" .Release.Name $app) (contains $app .Release.Name) -}}
{{- .Values.fullnameOverride | default $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
