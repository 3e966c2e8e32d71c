package password

// What programs in YAML need to know of the resource: its inputs that they give, and its output.
// https://www.pulumi.com/registry/packages/random/api-docs/randompassword/
const schema = `{
  "name": "random",
  "version": %q,
  "resources": {
    "random:index/randomPassword:RandomPassword": {
      "properties": {
        "length": { "type": "integer" },
        "special": { "type": "boolean" },
        "result": { "type": "string", "secret": true }
      },
      "required": ["length", "result"],
      "inputProperties": {
        "length": { "type": "integer" },
        "special": { "type": "boolean" }
      },
      "requiredInputs": ["length"]
    }
  }
}`
