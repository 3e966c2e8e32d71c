import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { canLogIn, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, kubernetesObjects, uniqueNamespace } from "../support/cluster";
import { type Planted, MARK, PLANTED, TOLD_BY_NATS, secretsIn } from "../support/planted";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface Secret {
    readonly metadata: { readonly name: string };
    readonly data?: Readonly<Record<string, string>>;
}

const CONFIG = { fromConfig: { type: "string" }, toldByNats: { type: "string" } };

async function stackOf(namespace: string, properties: object): Promise<Stack> {
    const stack = await Stack.create({ config: CONFIG, ...clusterProgram(namespace, properties) });
    await stack.setSecret("nats-test:fromConfig", `${MARK}-from-config`);
    await stack.setSecret("nats-test:toldByNats", `${TOLD_BY_NATS}-token`);
    return stack;
}

for (const [what, plant] of Object.entries(PLANTED)) {
    describe(`the secrets of ${what}`, function () {
        this.timeout(600_000);
        asSteps();
        const namespace = uniqueNamespace("secrets");
        const planted: Planted = plant();
        const secrets = [MARK, ...planted.secrets];
        const untold = (): string[] => secrets.filter((secret) => !planted.told.includes(secret));
        let stack: Stack;
        const printed: string[] = [];

        before(async () => {
            stack = await stackOf(namespace, planted.properties);
        });
        after(async () => {
            await stack.destroy();
            stack.remove();
            await deleteNamespace(namespace);
        });

        function assertHidden(text: string, proof: RegExp, hidden: readonly string[] = secrets): void {
            assert.match(text, proof);
            assert.deepEqual(secretsIn(text, hidden), []);
        }

        it("work: the server boots with all of them, and lets in who has them", async () => {
            for (const options of [[], ["--diff"], ["--json"]]) {
                printed.push(await stack.cli("preview", ...options));
            }
            printed.push((await stack.up()).text);
            const [server] = await serverAddresses(namespace);
            for (const login of planted.logins) {
                assert.equal(await canLogIn(server!, login), true, login.user);
            }
            assert.match(String(await canLogIn(server!, {})), /authorization|authentication/i);
            const made = (await stack.outputs())["credentials"]?.value as Record<string, Credentials>;
            secrets.push(...Object.values(made).map(({ password }) => password));
        });

        it("are in no preview and no output of an update, changes included", async () => {
            const { users = {} } = planted.properties as { users?: object };
            const changed = clusterProgram(namespace, { ...planted.properties, ...("app" in users && { users: { ...users, late: {} } }) });
            stack.write({ config: CONFIG, ...changed });
            printed.push(await stack.cli("preview", "--diff"), (await stack.up()).text, await stack.cli("refresh", "--yes", "--diff"));
            for (const text of printed) {
                assertHidden(text, /nats-test/);
            }
        });

        it("are only encrypted in the state", async () => {
            assertHidden(await stack.state(), /nats:index:Cluster/);
            const found = secretsIn(await stack.cli("stack", "export", "--show-secrets"), secrets);
            assert.deepEqual(
                secrets.filter((secret) => !found.includes(secret)),
                [],
                "the search would have found them",
            );
        });

        it("are in no Kubernetes object but Secrets of the component", async () => {
            const kinds =
                "configmaps,statefulsets,pods,services,endpoints,persistentvolumeclaims,controllerrevisions.apps,events," +
                "poddisruptionbudgets,networkpolicies,serviceaccounts";
            assertHidden(await kubectl("get", kinds, "-n", namespace, "-o", "yaml", "--show-managed-fields"), /nats\.conf/);
            const holders = (await kubernetesObjects<Secret>("secrets", namespace))
                .filter(({ data }) =>
                    Object.values(data ?? {}).some((value) => secretsIn(decode(value), [MARK, ...planted.secrets]).length > 0),
                )
                .map(({ metadata }) => metadata.name);
            assert.deepEqual(holders.sort(), planted.holders);
            const managed = await kubectl("get", "secrets", "-n", namespace, "-o", "jsonpath={.items[*].metadata}");
            assertHidden(managed, /nats-auth/);
        });

        it("are not in Helm's record of the release", async () => {
            const records = (await kubernetesObjects<Secret>("secrets", namespace)).filter(({ metadata }) =>
                metadata.name.startsWith("sh.helm.release"),
            );
            assert.ok(records.length > 0);
            for (const { data } of records) {
                const packed = Buffer.from(decode(data?.["release"] ?? ""), "base64");
                assertHidden(gunzipSync(packed).toString(), /"fullnameOverride":"nats"/);
            }
        });

        it("are in no environment and no command line of the containers", async () => {
            const line = "grep -as . /proc/[0-9]*/environ /proc/[0-9]*/cmdline || true";
            assertHidden(
                await kubectl("exec", "nats-0", "-n", namespace, "-c", "nats", "--", "sh", "-c", line),
                /nats-server.*nats\.conf/s,
            );
        });

        it("are in no log of the containers, but what NATS takes for no secret", async () => {
            assertHidden(await kubectl("logs", "nats-0", "-n", namespace, "--all-containers"), /Server is ready/, untold());
        });

        it("are not told by the monitoring endpoint, but what NATS takes for no secret", async () => {
            const [server] = await serverAddresses(namespace);
            const pages = ["varz", "connz?auth=true&subs=detail", "leafz", "gatewayz?accs=true", "accountz", "accstatz", "jsz?config=true"];
            for (const page of pages) {
                const response = await fetch(`http://${server!.replace(":4222", ":8222")}/${page}`);
                assertHidden(await response.text(), /server_id/, untold());
            }
        });
    });
}

function decode(base64: string): string {
    return Buffer.from(base64, "base64").toString();
}

describe("secrets in what can't work", function () {
    this.timeout(120_000);
    let stack: Stack;
    afterEach(() => {
        stack.remove();
    });

    const refusals: Record<string, { properties: object; says: RegExp }> = {
        "values of the chart": {
            properties: {
                users: { app: {} },
                values: {
                    container: { env: { KEY: "${fromConfig}", TOKEN: `${MARK}-t` } },
                    config: { merge: { authorization: { token: `${MARK}-v` } } },
                    token: `${MARK}-u`,
                },
            },
            says: /property values .*must not hold secrets, as in values\.container\.env\.TOKEN, values\.container\.env\.KEY/,
        },
        "passwords that NATS can't read": {
            properties: { users: { app: { password: `${MARK}\u0007` }, bob: { password: "$2a$" + MARK } } },
            says: /users\.app\.password .*users\.bob\.password .*/s,
        },
        "raw configuration in the wrong place": {
            properties: {
                users: { app: {} },
                config: {
                    merge: {
                        authorization: { token: `${MARK}-token`, users: `${MARK}-users`, password: { is: MARK } },
                        jetstream: { key: [`${MARK}-key`], kee: MARK },
                        operator: `${MARK}-jwt`,
                        resolver_preload: [MARK],
                        cluster: { authorization: { user: "a", password: MARK } },
                        max_payload: "${fromConfig}",
                    },
                    resolver: { type: "full", dir: "${fromConfig}" },
                },
            },
            says: /config\.merge\.max_payload .*must be a number of bytes/,
        },
        "names and sizes": {
            properties: { name: "${fromConfig}", storageClass: "${fromConfig}", resources: { cpu: "${fromConfig}" } },
            says: /property name .*got a value that is kept secret/,
        },
        "a chart of one version": {
            properties: { chart: `https://bob:${MARK}@127.0.0.1:1/nats.tgz`, chartVersion: "2.14.2" },
            says: /chartVersion .*chart is .*https:\/\/127\.0\.0\.1:1\/nats\.tgz.*, which is one version/,
        },
        "a chart that can't be had": {
            properties: { chart: `https://bob:${MARK}@127.0.0.1:1/nats.tgz` },
            says: /nats\.tgz.*connection refused/,
        },
    };
    for (const [what, { properties, says }] of Object.entries(refusals)) {
        it(`are in no message about ${what}`, async () => {
            stack = await stackOf("default", { ...SMALL, ...properties });
            for (const options of [[], ["--diff"], ["--json"]]) {
                const text = await stack.cli("preview", ...options);
                assert.match(text, says);
                assert.deepEqual(secretsIn(text, [MARK]), []);
            }
        });
    }
});
