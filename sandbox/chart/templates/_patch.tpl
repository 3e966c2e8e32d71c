{{/*
RFC 6902: {document, patch} gives {document}, as JSON. The document is held by one more map, so that it has a key like any
part of it.
*/}}
{{- define "nats.patch" -}}
{{- $root := dict "document" .document -}}
{{- range .patch -}}
{{- $at := include "nats.patch.keys" .path | fromJsonArray -}}
{{- $value := .value -}}
{{- if and (has .op (list "add" "replace" "test")) (not (hasKey . "value")) -}}
{{- fail (printf "patch: %s of %s has no value" .op .path) -}}
{{- end -}}
{{- if has .op (list "copy" "move" "test") -}}
{{- $source := eq .op "test" | ternary .path .from -}}
{{- $from := include "nats.patch.keys" $source | fromJsonArray -}}
{{- $found := (include "nats.patch.read" (dict "node" $root "keys" $from "path" $source) | fromJson).value -}}
{{- if and (eq .op "test") (ne (toJson $found) (toJson .value)) -}}
{{- fail (printf "patch: %s is %s, not %s" .path (toJson $found) (toJson .value)) -}}
{{- end -}}
{{- if eq .op "move" -}}
{{- $root = (include "nats.patch.edit" (dict "node" $root "keys" $from "path" $source "op" "remove") | fromJson).value -}}
{{- end -}}
{{- $value = $found -}}
{{- else if not (has .op (list "add" "remove" "replace")) -}}
{{- fail (printf "patch: there is no operation %q" .op) -}}
{{- end -}}
{{- if ne .op "test" -}}
{{- $edit := has .op (list "copy" "move") | ternary "add" .op -}}
{{- $root = (include "nats.patch.edit" (dict "node" $root "keys" $at "path" .path "op" $edit "value" $value) | fromJson).value -}}
{{- end -}}
{{- end -}}
{{- toJson $root -}}
{{- end -}}

{{/* The keys of a JSON pointer. ~1 is unescaped before ~0: otherwise ~01 would come out as a slash. */}}
{{- define "nats.patch.keys" -}}
{{- if and . (not (hasPrefix "/" .)) -}}
{{- fail (printf "patch: the path %q does not start with a slash" .) -}}
{{- end -}}
{{- $keys := list "document" -}}
{{- range rest (splitList "/" .) -}}
{{- $keys = append $keys (. | replace "~1" "/" | replace "~0" "~") -}}
{{- end -}}
{{- toJson $keys -}}
{{- end -}}

{{/* What is at a path: {node, keys, path} gives {value}. */}}
{{- define "nats.patch.read" -}}
{{- $node := .node -}}
{{- range .keys -}}
{{- if and (kindIs "map" $node) (hasKey $node .) -}}
{{- $node = get $node . -}}
{{- else if and (kindIs "slice" $node) (regexMatch "^(0|[1-9][0-9]*)$" .) (lt (int .) (len $node)) -}}
{{- $node = index $node (int .) -}}
{{- else -}}
{{- fail (printf "patch: there is no %q on the path %s" . $.path) -}}
{{- end -}}
{{- end -}}
{{- toJson (dict "value" $node) -}}
{{- end -}}

{{/*
One edit: {node, keys, path, op, value} gives {value}, the node with the edit made. It goes down key by key, and every node on
the way takes its edited child back: a template can set a key of a map, but has to put a changed list together anew.
*/}}
{{- define "nats.patch.edit" -}}
{{- $key := first .keys -}}
{{- $deeper := rest .keys -}}
{{- $adds := and (eq .op "add") (not $deeper) -}}
{{- $old := dict -}}
{{- if not $adds -}}
{{- $old = include "nats.patch.read" (dict "node" .node "keys" (list $key) "path" .path) | fromJson -}}
{{- end -}}

{{- $new := list .value -}}
{{- if $deeper -}}
{{- $child := dict "node" $old.value "keys" $deeper "path" .path "op" .op "value" .value -}}
{{- $new = list (include "nats.patch.edit" $child | fromJson).value -}}
{{- else if eq .op "remove" -}}
{{- $new = list -}}
{{- end -}}

{{- if kindIs "map" .node -}}
{{- $node := omit .node $key -}}
{{- range $new -}}{{- $_ := set $node $key . -}}{{- end -}}
{{- toJson (dict "value" $node) -}}
{{- else if kindIs "slice" .node -}}
{{- $index := eq $key "-" | ternary (len .node) (int $key) -}}
{{- if or (gt $index (len .node)) (not (regexMatch "^(0|[1-9][0-9]*|-)$" $key)) -}}
{{- fail (printf "patch: there is no place %q in the list on the path %s" $key .path) -}}
{{- end -}}
{{- $after := $adds | ternary $index (add1 $index | int) -}}
{{- /* One item more, which stays behind: of an empty list `slice` makes a nil, which `concat` cannot take. */ -}}
{{- $items := append .node "" -}}
{{- toJson (dict "value" (concat (slice $items 0 $index) $new (slice $items $after (len .node)))) -}}
{{- else -}}
{{- fail (printf "patch: %q on the path %s has nothing to be put in" $key .path) -}}
{{- end -}}
{{- end -}}
