// Whole-secret inputs (`config: pulumi.secret({…})`) decide as plain ones do.
import fc from "fast-check";
import assert from "node:assert/strict";
import { planInputs } from "../../../provider/engine/planInputs";
import { type SettledMap, isMap } from "../../../provider/values/leaf";
import { type Inputs, planOf, problemsOf, secret, valueAt } from "../../support/planning";
import { reveal } from "../../support/reveal";

/** As settling leaves a secret map: a plain one of secrets. */
function hidden(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(hidden);
    }
    return isMap(value as SettledMap)
        ? Object.fromEntries(Object.entries(value as SettledMap).map(([key, inner]) => [key, hidden(inner)]))
        : secret(value);
}

/** What is decided, apart from where in the cluster the configuration of the servers stands. */
async function decisions(inputs: Inputs): Promise<unknown> {
    const { plan, problems } = planInputs(inputs as SettledMap, "nats", {});
    const { config: _config, ...values } = plan?.release.values ?? {};
    return reveal([
        problems.map(({ path }) => path).sort(),
        plan && [plan.passwords, plan.claims, plan.service ?? null, plan.objects, plan.readiness, values],
        plan && [plan.secrets, plan.authSecret.data["auth.conf"], plan.outputs],
        plan?.warnings.filter((warning) => !warning.includes("is a secret, but Kubernetes shows it")).length,
    ]);
}

const account = fc.record(
    {
        jetstream: fc.constantFrom<unknown>({ enabled: false }, { enabled: true }, { maxFile: "1Gi", maxStreams: 5 }, {}),
        users: fc.constantFrom<unknown>({}, { bob: {} }, { eve: { permissions: { allowResponses: true } } }),
        exports: fc.constantFrom<unknown>([], [{ stream: "a.>" }], [{ service: "a..b" }]),
        mappings: fc.constantFrom<unknown>({}, { a: [{ destination: "b" }] }),
    },
    { requiredKeys: [] },
);
const rawAccount = fc.record(
    {
        jetstream: fc.constantFrom<unknown>("enabled", "disabled", true, false, { max_file: "1Gi" }),
        users: fc.constantFrom<unknown>([], [{ user: "raw", password: "x" }], [{ user: "lacking" }]),
    },
    { requiredKeys: [] },
);
const merge = fc.record(
    {
        accounts: fc.dictionary(fc.constantFrom("A", "SYS", "$SYS"), rawAccount, { maxKeys: 2 }),
        system_account: fc.constantFrom("SYS", "$SYS"),
        authorization: fc.constantFrom<unknown>({ timeout: 3 }, { token: "x" }, { token: "" }, { users: [] }),
        jetstream: fc.constantFrom<unknown>({ max_file_store: "20Gi" }, { max_memory_store: "1Gi" }, { domain: "hub" }),
        lame_duck_duration: fc.constantFrom("40s", "5s"),
        no_auth_user: fc.constantFrom("app", "raw", "nobody"),
        max_payload: fc.constantFrom<unknown>("8MB", "100MB"),
        websocket: fc.constantFrom<unknown>({ port: 8080, no_tls: true }, { port: 8080 }),
        log_file: fc.constantFrom("/data/log", "/log"),
    },
    { requiredKeys: [] },
);
const inputs = fc.record(
    {
        users: fc.constantFrom<unknown>({}, { app: {} }, { app: { password: "" } }),
        accounts: fc.dictionary(fc.constantFrom("A", "B"), account, { maxKeys: 2 }),
        config: fc.record({ merge }),
        jetstream: fc.record({ enabled: fc.boolean(), size: fc.constantFrom("1Gi", "10Gi") }, { requiredKeys: [] }),
        resources: fc.constantFrom<unknown>({}, { cpu: 2 }),
    },
    { requiredKeys: [] },
);

describe("inputs that are secret as a whole", () => {
    it("decide as plain ones do", async function () {
        this.timeout(60_000);
        let plans = 0;
        await fc.assert(
            fc.asyncProperty(inputs, async (given) => {
                const plain = await decisions(given);
                plans += (plain as unknown[])[1] === undefined ? 0 : 1;
                assert.deepEqual(await decisions(hidden(given) as Inputs), plain);
            }),
            { numRuns: 400 },
        );
        assert.ok(plans > 10, `${plans} of 400 inputs could be planned`);
    });

    it("turn an account's JetStream off", async () => {
        const data = await reveal(
            planOf({ users: { app: {} }, accounts: { A: { jetstream: { enabled: secret(false) } } } }).authSecret.data,
        );
        assert.match(JSON.stringify(data), /"A\\":{\\"jetstream\\":\\"disabled\\"/);
    });

    it("are taken as numbers for quantities, and wait for lame ducks", () => {
        assert.deepEqual(problemsOf({ resources: { cpu: secret(2) } }), []);
        const plan = planOf({ config: { merge: { lame_duck_duration: secret("2m") } } });
        assert.equal(valueAt(plan, "podTemplate", "merge", "spec", "terminationGracePeriodSeconds"), 150);
    });
});
