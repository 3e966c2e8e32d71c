// Writes schema.json, which Pulumi's tools read, from schema.yaml, which people read and edit.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const root = join(__dirname, "..");

export function renderSchema(): string {
    return JSON.stringify(parse(readFileSync(join(root, "schema.yaml"), "utf8")), undefined, 2) + "\n";
}

if (require.main === module) {
    writeFileSync(join(root, "schema.json"), renderSchema());
}
