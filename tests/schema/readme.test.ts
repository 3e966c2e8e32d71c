// What the README says first is what people paste first.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import manifest from "../../package.json";
import { OLDEST_PULUMI_VERSION, PULUMI_VERSION } from "../../sandbox/parts/versions";
import schema from "../../schema.json";
import { planOf } from "../support/planning";

const ROOT = join(__dirname, "..", "..");
const README = readFileSync(join(ROOT, "README.md"), "utf8");

interface Program {
    readonly resources?: Readonly<Record<string, { readonly type: string; readonly properties: Readonly<Record<string, unknown>> }>>;
}

describe("the README", () => {
    it("shows a spec that can work, of ten lines at most", () => {
        const programs = [...README.matchAll(/```yaml\n([\s\S]*?)```/g)]
            .map(([, text]) => text!)
            .filter((text) => text.includes("nats:Cluster"));
        assert.equal(programs.length, 1);
        const { nats } = (parse(programs[0]!) as Program).resources ?? {};
        assert.equal(planOf(nats!.properties).outputs.credentialsSecretNames["app"], "nats-user-app");
        const lines = programs[0]!.split("\n");
        const [start, end] = [lines.findIndex((line) => /^ {2}nats:/.test(line)), lines.findIndex((line) => /^outputs:/.test(line))];
        assert.ok(start > 0 && end - start <= 10, `${end - start} lines`);
    });

    it("names every input and every output", () => {
        const { inputProperties, properties } = schema.resources["nats:index:Cluster"];
        for (const name of [...Object.keys(inputProperties), ...Object.keys(properties)]) {
            assert.match(README, new RegExp(`\`${name}(\\.[a-zA-Z.]+)?\``), name);
        }
    });

    it("says which versions of Node.js and of Pulumi the plugin runs on", () => {
        const node = manifest.engines.node.replace(">=", "");
        const [oldest, newest] = [OLDEST_PULUMI_VERSION, PULUMI_VERSION].map((version) => version.replace(/\.\d+$/, ""));
        const words = README.replaceAll("\n", " ");
        assert.ok(words.includes(`runs on Node.js ${node} or newer, and is tested with the Pulumi CLI ${oldest} and ${newest}`));
        assert.ok(words.includes(`\`make up\` needs Node.js ${node} or newer`));
    });

    it("links to files that are there", () => {
        for (const [, target] of README.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
            assert.ok(existsSync(join(ROOT, target!)), target);
        }
    });
});

describe("the documents for people who work on it", () => {
    for (const document of ["CONTRIBUTING.md", "provider/README.md", "schema/README.md"]) {
        const text = readFileSync(join(ROOT, document), "utf8");

        it(`name files and folders that are there: ${document}`, () => {
            const named = [...text.matchAll(/`([a-z]+(?:\/[A-Za-z]+)*(?:\/|\/[A-Za-z.]+\.(?:ts|yaml)))`/g)].map(([, path]) => path!);
            assert.ok(named.length > 0);
            const lost = named.filter(
                (path) => ![path, `provider/${path}`, `schema/${path}`].some((place) => existsSync(join(ROOT, place))),
            );
            assert.deepEqual(lost, []);
        });

        it(`link to files that are there: ${document}`, () => {
            for (const [, target] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
                assert.ok(existsSync(join(ROOT, document, "..", target!)), target);
            }
        });
    }
});
