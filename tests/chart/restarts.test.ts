// What the review says of a change, against what the chart renders before and after: servers restart when the template of their pods
// differs, and take by a reload what differs only in the ConfigMap and in the Secret of their files.
import assert from "node:assert/strict";
import { mergeValues } from "../../provider/chart/values";
import type { SettledMap } from "../../provider/values/leaf";
import { parseQuantity } from "../../provider/values/quantity";
import { OPERATOR, preloadFor } from "../support/operator";
import { type Inputs, planOf, secret } from "../support/planning";
import { reveal } from "../support/reveal";
import { SMALL, STANDALONE, merge, reviewOf } from "../support/reviewing";
import { type KubernetesObject, type Values, at, findHelm, officialChart, render } from "./render";

/** What of a cluster decides on restarts and reloads. */
interface Rendered {
    readonly template: unknown;
    /** What Kubernetes lets nobody change of a StatefulSet. */
    readonly fixed: unknown;
    readonly configuration: unknown;
}

const operated = (resolver: unknown, inputs: Inputs = {}): Inputs => ({
    ...inputs,
    replicas: 3,
    config: { merge: { operator: OPERATOR, ...preloadFor(resolver) }, resolver },
});
const mounted = (file: string): Inputs => ({ tls: { cert_file: `/etc/tls/${file}.crt`, key_file: `/etc/tls/${file}.key` } });
const checksum = (inputs: Inputs): Inputs => ({ ...inputs, values: { podTemplate: { configChecksumAnnotation: true } } });
const FULL = { type: "full", dir: "/jwt" };

const PAIRS: Readonly<Record<string, readonly [old: Inputs, now: Inputs]>> = {
    nothing: [SMALL, SMALL],
    "the order of settings": [merge({ max_payload: "1MB", debug: true }), merge({ debug: true, max_payload: "1MB" })],
    memory: [SMALL, { ...SMALL, resources: { memory: "256Mi" } }],
    "memory written otherwise": [
        { ...SMALL, resources: { cpu: "1", memory: "1Gi" } },
        { ...SMALL, resources: { cpu: "1000m", memory: "1024Mi" } },
    ],
    "requests alone": [SMALL, { ...SMALL, resources: { requests: { cpu: "100m" } } }],
    "a larger volume": [SMALL, { ...SMALL, jetstream: { size: "20Gi" } }],
    "more servers": [SMALL, { ...SMALL, replicas: 5 }],
    "fewer servers": [{ ...SMALL, replicas: 5 }, SMALL],
    "a standalone server": [SMALL, { ...STANDALONE, acceptChanges: ["replicas"] }],
    "another user": [SMALL, { ...SMALL, users: { app: {}, bob: {} } }],
    "another password": [
        { ...SMALL, users: { app: { password: secret("a") } } },
        { ...SMALL, users: { app: { password: secret("b") } } },
    ],
    "an account": [SMALL, { ...SMALL, accounts: { A: { limits: { maxPayload: 1000 } } } }],
    "anonymous clients": [SMALL, { ...SMALL, allowAnonymous: true }],
    "what NATS reloads": [SMALL, merge({ max_payload: "2MB", debug: true })],
    "limits that NATS reloads": [SMALL, { ...SMALL, limits: { maxPayload: "2MB", maxConnections: 100 }, logging: { debug: true } }],
    "limits that NATS can't reload": [SMALL, { ...SMALL, limits: { maxPending: "32MB", maxSubscriptions: 10 } }],
    "a longer leave of the clients": [SMALL, { ...SMALL, limits: { lameDuckDuration: "60s" } }],
    "what NATS can't reload": [SMALL, merge({ max_pending: "32MB" })],
    "a longer lame duck mode": [SMALL, merge({ lame_duck_duration: "60s" })],
    "the first secret": [SMALL, merge({ max_traced_msg_len: secret(100) })],
    "the first secret in a block that NATS reloads": [merge({ cluster: { ping_max: 3 } }), merge({ cluster: { ping_max: secret(3) } })],
    "another secret in a block that NATS reloads": [
        merge({ cluster: { ping_max: secret(3) } }),
        merge({ cluster: { ping_max: secret(4) } }),
    ],
    "a certificate": [SMALL, merge(mounted("a"))],
    "another certificate": [merge(mounted("a")), merge(mounted("b"))],
    "the certificate of routes": [SMALL, merge({ cluster: mounted("a") })],
    "the certificate of a leaf node's remote": [
        merge({ leafnodes: { remotes: [{ url: "nats://hub" }] } }),
        merge({ leafnodes: { remotes: [{ url: "nats://hub", ...mounted("a") }] } }),
    ],
    "an encryption key": [SMALL, merge({ jetstream: { key: secret("k") } })],
    "JetStream off": [SMALL, { ...SMALL, jetstream: { enabled: false }, acceptChanges: ["jetstream.enabled"] }],
    "no longer keeping data": [SMALL, { ...SMALL, jetstream: { retainData: false } }],
    "a resolver with volumes": [operated("MEMORY"), operated(FULL)],
    "another directory of JWTs": [operated(FULL), operated({ ...FULL, dir: "/jwts" })],
    "another setting of a resolver": [operated(FULL), operated({ ...FULL, interval: "5m" })],
    "another resolver": [operated("MEMORY"), operated("URL(http://jwt/accounts/)")],
    "a chart's checksum of the ConfigMap": [SMALL, checksum(SMALL)],
    "a setting, with the checksum": [checksum(SMALL), checksum(merge({ debug: true }))],
    "a larger volume, with the checksum": [checksum(SMALL), checksum({ ...SMALL, jetstream: { size: "20Gi" } })],
    "more servers, with the checksum": [checksum(SMALL), checksum({ ...SMALL, replicas: 5 })],
    "a password, with the checksum": [
        checksum({ ...SMALL, users: { app: { password: secret("a") } } }),
        checksum({ ...SMALL, users: { app: { password: secret("b") } } }),
    ],
    "a resolver's setting, with the checksum": [checksum(operated(FULL)), checksum(operated({ ...FULL, interval: "5m" }))],
    "the chart from elsewhere": [SMALL, { ...SMALL, chart: "https://mirror.example/nats-2.14.2.tgz" }],
    "a variable of the environment": [SMALL, { ...SMALL, values: { container: { env: { A: "b" } } } }],
    "an external Service": [SMALL, { ...SMALL, external: true }],
    "an image": [SMALL, { ...SMALL, values: { container: { image: { tag: "2.14.1-alpine" } } } }],
};

describe("what the review says, against what the chart renders", function () {
    this.timeout(300_000);
    let chart: string;

    before(async function () {
        await findHelm();
        chart = await officialChart(this);
    });

    for (const [what, [old, now]] of Object.entries(PAIRS)) {
        it(`is so: ${what}`, async () => {
            const [before, after] = [await rendered(chart, old), await rendered(chart, now)];
            const { problems, notices } = await reviewOf(old, now);
            assert.deepEqual(problems, []);
            const said = notices.map(({ code }) => code).filter((code) => /^(restart|reload)/.test(code));
            assert.deepEqual(said, expected(before, after), JSON.stringify(notices));
        });
    }
});

function expected(before: Rendered, after: Rendered): string[] {
    if (differs(before.fixed, after.fixed)) {
        return ["restart-together"];
    }
    if (differs(before.template, after.template)) {
        return ["restart"];
    }
    return differs(before.configuration, after.configuration) ? ["reload"] : [];
}

function differs(one: unknown, other: unknown): boolean {
    return JSON.stringify(one) !== JSON.stringify(other);
}

async function rendered(chart: string, inputs: Inputs): Promise<Rendered> {
    const { release, authSecret } = planOf(inputs);
    const values = (await reveal(release.values)) as Values;
    const objects = Object.values(render(chart, { values: mergeValues({}, values as SettledMap), name: "nats" }));
    const object = (kind: string): KubernetesObject => objects.find((candidate) => candidate.kind === kind)!;
    const set = object("StatefulSet");
    return {
        template: canonical(at(set, "spec", "template")),
        fixed: ["serviceName", "selector", "volumeClaimTemplates", "podManagementPolicy"].map((field) =>
            canonical((set["spec"] as Values)[field]),
        ),
        configuration: [object("ConfigMap")["data"], await reveal(authSecret.data)],
    };
}

/** As Kubernetes keeps it: of two ways to write a quantity, one. */
function canonical(tree: unknown): unknown {
    return JSON.parse(JSON.stringify(tree ?? null), (key, value: unknown) =>
        ["cpu", "memory"].includes(key) && typeof value === "string" ? parseQuantity(value) : value,
    );
}
