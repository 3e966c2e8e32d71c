// What a string of the user's may not do: become configuration of its own, or break the file that it stands in.
import fc from "fast-check";
import assert from "node:assert/strict";
import { holdsSecret } from "../../../provider/nats/writable";
import type { Leaf } from "../../../provider/values/leaf";
import { type Inputs, secret } from "../../support/planning";
import { configOf, configProblem } from "../../support/rawConfig";

/** Every place of raw configuration where a text or a name is the user's own. */
const valuePlaces: Record<string, (text: unknown) => { raw: Inputs; path: string }> = {
    "a setting": (text) => ({ raw: { client_advertise: text }, path: "config.merge.client_advertise" }),
    "a list of texts": (text) => ({ raw: { server_tags: ["a", text] }, path: "config.merge.server_tags[1]" }),
    "a map of texts": (text) => ({ raw: { server_metadata: { a: text } }, path: "config.merge.server_metadata.a" }),
    "a setting of many shapes": (text) => ({
        raw: { mappings: { a: [{ destination: text }] } },
        path: "config.merge.mappings.a[0].destination",
    }),
    "an account's user": (text) => ({
        raw: { accounts: { A: { users: [{ user: text }] } } },
        path: "config.merge.accounts.A.users[0].user",
    }),
    "a setting in place of a block": (text) => ({ raw: { resolver: text }, path: "config.merge.resolver" }),
};
const keyPlaces: Record<string, (key: string) => Inputs> = {
    settings: (key) => ({ [key]: "x" }),
    "settings of a block": (key) => ({ jetstream: { [key]: "x" } }),
    accounts: (key) => ({ accounts: { [key]: {} } }),
    "a map of texts": (key) => ({ server_metadata: { [key]: "x" } }),
    "a setting of many shapes": (key) => ({ mappings: { a: { [key]: "x" } } }),
};

describe("texts in raw NATS configuration", () => {
    const hostileTexts = {
        "code between << and >>": "<< $HOME >>",
        "code over several lines": "<< port:\n4000 >>",
        "code behind other text": "a << b >>",
        "a control character": "bell\u0007",
        "the null character": "a\u0000",
        "an escape sequence": "\u001b[31m",
        DEL: "a\u007f",
        "a line separator": "a\u2028b",
        "half a surrogate pair": "\ud83d",
    };
    for (const [place, put] of Object.entries(valuePlaces)) {
        for (const [what, text] of Object.entries(hostileTexts)) {
            it(`refuses ${what} in ${place}, without repeating it`, () => {
                const { raw, path } = put(text);
                const problem = configProblem(raw);
                assert.equal(problem.path, path);
                assert.match(problem.reason, /must not contain (control characters|<< … >>)/);
                assert.ok(!problem.reason.includes(text));
            });
        }
    }

    const hostileKeys = {
        "an include": "a$include",
        "an include in capitals of its own": "00$include",
        "a template": "$tplYaml",
        "a template that is spread": "$tplYamlSpread",
        "a quotation mark": 'a": 1, "b',
        "a backslash": "a\\",
        "code between << and >>": "<< a >>",
        "a control character": "a\u0001",
        "nothing at all": "",
    };
    for (const [place, put] of Object.entries(keyPlaces)) {
        for (const [what, key] of Object.entries(hostileKeys)) {
            it(`refuses ${what} as a name in ${place}`, () => {
                const { path, reason } = configProblem(put(key));
                assert.ok(
                    path.endsWith(key === "a$include" ? ".a$include" : key === "$tplYaml" || key === "$tplYamlSpread" ? `.${key}` : "]"),
                );
                assert.match(reason, /must not|would read a file|would be run as a template/);
            });
        }
    }

    // The chart looks for "<< and >>" line by line, and a name stands on one line with its value.
    it("refuses a << in a name that a >> in its value closes", () => {
        const { path } = configProblem({ server_metadata: { "<< a: 1} port: 4000 #": "b >>" } });
        assert.match(path, /^config\.merge\.server_metadata\[/);
    });

    it("takes what only looks dangerous", () => {
        const raw = {
            client_advertise: `quotes " and \\ and 'these'`,
            server_tags: ["tab\t, line\nbreak", "$HOME", "#comment", "<b>&amp;</b>", "a >> b", "emoji 🐇", "{{ .Values }}", "include x"],
            server_metadata: { $dollar: "a", "with space": "b", includes: "c" },
        };
        assert.deepEqual(configOf(raw), raw);
    });

    it("takes any printable text in a Secret's file, where the chart never looks", () => {
        const password = `<< $HOME >> " \\ ' # {{ }}`;
        const { authorization } = configOf({ authorization: { token: password } });
        const { token } = authorization as unknown as { token: Leaf };
        assert.equal(
            token.passes((value) => value === password),
            true,
        );
    });

    it("refuses a secret that NATS can't read back", () => {
        for (const text of ["a\u0007", "\ud83d", "a\u2028"]) {
            const { path, reason } = configProblem({ authorization: { token: secret(text) } });
            assert.equal(path, "config.merge.authorization.token");
            assert.match(reason, /control characters/);
        }
    });

    it("lets no text of any kind through that the chart would take for code", () => {
        // What the official chart replaces in each line of its JSON. https://github.com/nats-io/k8s/blob/nats-2.14.2/helm/charts/nats/templates/_helpers.tpl#L285
        const code = /"<<\s+(.*?)\s+>>"|".*\$include": "(.*)",?/;
        const piece = fc.constantFrom("<<", ">>", " ", "$include", '"', ": ", "a", "\\", "\n", "#", "}");
        const words = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
        fc.assert(
            fc.property(words, words, (key, value) => {
                let config: unknown;
                try {
                    config = configOf({ server_metadata: { [key]: value } });
                } catch {
                    return; // refused
                }
                assert.doesNotMatch(JSON.stringify(config, undefined, 2), code);
            }),
            { numRuns: 2000, examples: [["<< a: 1} port: 4000 #", "b >>"]] },
        );
    });
});

describe("texts that are secrets by their looks", () => {
    // None of these is a key to anything: the payloads say "test", the seeds are letters.
    const secrets = {
        "a URL with a password": "nats://app:hunter2@nats:4222",
        "a URL with a token": "tls://s3cr3t@nats",
        "a JWT": `eyJ0eXAiOiJ0ZXN0In0.eyJzdWIiOiJ0ZXN0In0.${"c".repeat(20)}`,
        "a resolver's URL with a password": "URL(https://app:hunter2@jwt.example/jwt/v1/accounts/)",
        "a user's seed": `SU${"A".repeat(56)}`,
        "an account's seed": `SA${"B".repeat(56)}`,
        "a server's seed": `SN${"C".repeat(56)}`,
    };
    for (const [what, text] of Object.entries(secrets)) {
        it(`knows ${what}`, () => assert.equal(holdsSecret(text), true));
    }
    for (const text of ["nats://nats:4222", "nats://nats/path@home", "eyJ", "a@b.c", `UA${"A".repeat(54)}`, "SUA", "see nats://a:b@c"]) {
        it(`takes ${text.slice(0, 24)} for none`, () => assert.equal(holdsSecret(text), false));
    }
});
