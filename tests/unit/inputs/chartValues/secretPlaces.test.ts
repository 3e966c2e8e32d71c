// Helm keeps values in its release record, where many can read them.
import assert from "node:assert/strict";
import { secretPlaces } from "../../../../provider/inputs/chartValues/secretPlaces";
import type { SettledMap } from "../../../../provider/values/leaf";
import { problemsOf, secret } from "../../../support/planning";

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const CREDS = "-----BEGIN NATS USER JWT-----\nhunter2\n------END NATS USER JWT------\n";
const SEED = `SU${"A".repeat(56)}`;
const extra = (object: object) => ({ extraResources: [{ kind: "ConfigMap" }, { apiVersion: "v1", kind: "Secret", ...object }] });

describe("secrets in the chart's values", () => {
    const places: Record<string, { values: object; found: readonly string[] }> = {
        "the context of nats-box": {
            values: { natsBox: { contexts: { default: { nkey: { contents: `${SEED}\n` }, creds: { contents: CREDS } } } } },
            found: ["values.natsBox.contexts.default.nkey.contents", "values.natsBox.contexts.default.creds.contents"],
        },
        "the password of a context": {
            values: { natsBox: { contexts: { default: { merge: { password: "hunter2" } } } } },
            found: ["values.natsBox.contexts.default.merge.password"],
        },
        "a Secret of the user's, in base64": {
            values: extra({ data: { password: base64("hunter2"), "a.creds": base64(CREDS), empty: "" } }),
            found: ["values.extraResources[1].data.password", 'values.extraResources[1].data["a.creds"]'],
        },
        "a Secret of the user's, in the clear": {
            values: extra({ stringData: { anything: "hunter2" } }),
            found: ["values.extraResources[1].stringData.anything"],
        },
        "base64 of a secret, anywhere": {
            values: { configMap: { merge: { binaryData: { "leaf.creds": base64(CREDS) } } } },
            found: ['values.configMap.merge.binaryData["leaf.creds"]'],
        },
        "a variable by name": {
            values: { container: { env: { ADMIN_PASS: "hunter2", JS_KEY: secret("hunter2"), NATS_TOKEN: "hunter2" } } },
            found: ["values.container.env.ADMIN_PASS", "values.container.env.NATS_TOKEN", "values.container.env.JS_KEY"],
        },
        "a variable in a patch": {
            values: { container: { patch: [{ op: "add", path: "/env/-", value: { name: "ADMIN_PASSWORD", value: "hunter2" } }] } },
            found: ["values.container.patch[0].value.value"],
        },
        "a URL with a password": {
            values: { natsBox: { container: { env: { NATS_URL: "nats://a:hunter2@hub" } } } },
            found: ["values.natsBox.container.env.NATS_URL"],
        },
    };
    for (const [what, { values, found }] of Object.entries(places)) {
        it(`are found, and never shown: ${what}`, () => {
            assert.deepEqual(secretPlaces(values as SettledMap), found);
            const [problem, ...others] = problemsOf({ values });
            assert.deepEqual([problem?.path, others], ["values", []]);
            assert.ok(
                found.every((place) => problem?.reason.includes(place)),
                problem?.reason,
            );
            assert.doesNotMatch(problem?.reason ?? "", /hunter2|AAAA/);
        });
    }

    it("are only referred to in most charts", () => {
        const values = {
            natsBox: { contexts: { default: { creds: { secretName: "creds", key: "password" }, merge: { password: "" } } } },
            container: {
                env: {
                    ADMIN_PASS: { valueFrom: { secretKeyRef: { name: "nats", key: "password" } } },
                    QUOTED_PASS: '"$(ADMIN_PASS)"',
                    TOKEN_FILE: "/etc/token",
                    GOMEMLIMIT: "1GiB",
                },
                image: { digest: `sha256:${"0123456789abcdef".repeat(4)}` },
            },
            extraResources: [
                { kind: "Secret", type: "kubernetes.io/tls", data: { "ca.crt": base64("-----BEGIN CERTIFICATE-----\nMIIB\n") } },
                { kind: "ConfigMap", data: { note: "for everybody to read" }, binaryData: { a: base64("x".repeat(60)) } },
            ],
        };
        assert.deepEqual(secretPlaces(values), []);
    });
});
