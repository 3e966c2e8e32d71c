package property

import (
	"encoding/base64"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// lastApplied is where `kubectl apply` keeps a whole object, a Secret's data included.
const lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

// KeepSecrets marks in outs what is secret at the same place in ins, as deep as
// both are objects, so that one secret doesn't hide everything around it. An
// array with a secret in it becomes secret as a whole: servers may reorder it.
func KeepSecrets(outs, ins resource.PropertyMap) {
	markSecretKind(outs)
	for key, in := range ins {
		out, found := outs[key]
		switch {
		case !found:
		case out.IsObject() && in.IsObject():
			KeepSecrets(out.ObjectValue(), in.ObjectValue())
		case !out.IsSecret() && in.ContainsSecrets():
			outs[key] = resource.MakeSecret(out)
		}
	}
}

// markSecretKind hides the data of a Kubernetes Secret, whoever wrote it: the
// server answers with data that the program's inputs may not name.
func markSecretKind(object resource.PropertyMap) {
	if kind := object["kind"]; !kind.IsString() || kind.StringValue() != "Secret" {
		return
	}
	mark := func(in resource.PropertyMap, key resource.PropertyKey) {
		if value, found := in[key]; found && !value.IsSecret() {
			in[key] = resource.MakeSecret(value)
		}
	}
	mark(object, "data")
	mark(object, "stringData")
	if metadata := object["metadata"]; metadata.IsObject() {
		if annotations := metadata.ObjectValue()["annotations"]; annotations.IsObject() {
			mark(annotations.ObjectValue(), lastApplied)
		}
	}
}

// KeepUnknowns makes unknown in outs what is unknown at the same place in ins.
func KeepUnknowns(outs, ins resource.PropertyMap) {
	for key, in := range ins {
		if out, found := outs[key]; found {
			outs[key] = keepUnknown(out, in)
		}
	}
}

func keepUnknown(out, in resource.PropertyValue) resource.PropertyValue {
	switch {
	case in.IsSecret():
		return keepUnknown(out, in.SecretValue().Element)
	case in.IsComputed():
		return Unknown
	case in.IsObject() && out.IsObject():
		KeepUnknowns(out.ObjectValue(), in.ObjectValue())
	case in.IsArray() && out.IsArray():
		outs, ins := out.ArrayValue(), in.ArrayValue()
		for i := range min(len(outs), len(ins)) {
			outs[i] = keepUnknown(outs[i], ins[i])
		}
	}
	return out
}

// Unknown is a value that only a real update can tell.
var Unknown = resource.MakeComputed(resource.NewStringProperty(""))

// Scrub removes the secrets of properties from a message: servers quote what
// they refuse. Very short values stay, since they would tear up ordinary words.
func Scrub(message string, properties resource.PropertyMap) string {
	for _, secret := range secretStrings(resource.NewObjectProperty(properties), false) {
		if len(secret) < 4 {
			continue
		}
		message = strings.ReplaceAll(message, secret, "[secret]")
		message = strings.ReplaceAll(message, base64.StdEncoding.EncodeToString([]byte(secret)), "[secret]")
	}
	return message
}

func secretStrings(value resource.PropertyValue, secret bool) []string {
	var found []string
	switch {
	case value.IsSecret():
		found = secretStrings(value.SecretValue().Element, true)
	case value.IsObject():
		for _, element := range value.ObjectValue() {
			found = append(found, secretStrings(element, secret)...)
		}
	case value.IsArray():
		for _, element := range value.ArrayValue() {
			found = append(found, secretStrings(element, secret)...)
		}
	case value.IsString() && secret:
		found = append(found, value.StringValue())
	}
	return found
}
