// What stands in the chart's `values`, as real servers take it: rendered by the chart, with the files of the servers' Secret beside it.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canLogIn } from "../support/client";
import { type Inputs, planOf } from "../support/planning";
import { reveal } from "../support/reveal";
import type { Tools } from "./check";
import { layOut } from "./pod";
import { type Server, boot } from "./server";
import { VERSIONS, findTools } from "./tools";

for (const version of VERSIONS) {
    describe(`the chart's values on nats-server ${version}`, function () {
        this.timeout(600_000);
        let tools: Tools;

        before(async () => {
            tools = await findTools(version);
        });

        /** Runs a server with these inputs, variables and files beside nats.conf. */
        async function run(
            inputs: Inputs,
            { env = {}, files = {} }: { env?: Record<string, string>; files?: Record<string, string> },
            visit: (server: Server, passwords: Record<string, string>) => Promise<void>,
        ): Promise<void> {
            const plan = planOf({ replicas: 1, users: { app: {} }, ...inputs });
            const pod = await layOut(tools, plan);
            Object.entries(files).forEach(([name, text]) => writeFileSync(join(pod.folder, "nats-config", name), text));
            const credentials = (await reveal(plan.outputs.credentials)) as Record<string, { password: string }>;
            try {
                const server = await boot(tools.natsServer, pod, "nats", env);
                try {
                    await visit(server, Object.fromEntries(Object.entries(credentials).map(([name, { password }]) => [name, password])));
                } finally {
                    await server.stop();
                }
            } finally {
                pod.remove();
            }
        }

        it("let users log in by a variable of the environment, beside the component's own", async () => {
            const accounts = {
                USERS: {
                    jetstream: "enabled",
                    users: [
                        { user: "admin", password: "<< $ADMIN_PASS >>" },
                        { password: "<< $ADMIN_PASS >>", user: "b" },
                    ],
                },
            };
            const container = { env: { ADMIN_PASS: { valueFrom: { secretKeyRef: { name: "nats", key: "p" } } } } };
            await run(
                { values: { config: { merge: { accounts } }, container } },
                { env: { ADMIN_PASS: "fromTheSecret" } },
                async (server, passwords) => {
                    assert.equal(await canLogIn(server.address, { user: "admin", pass: "fromTheSecret" }), true);
                    assert.equal(await canLogIn(server.address, { user: "b", pass: "fromTheSecret" }), true);
                    assert.equal(await canLogIn(server.address, { user: "app", pass: passwords["app"]! }), true);
                    assert.match(String(await canLogIn(server.address, { user: "admin", pass: "$ADMIN_PASS" })), /Authorization/i);
                    assert.match(String(await canLogIn(server.address, {})), /Authorization/i);
                },
            );
        });

        it("let nobody in by an included file, whatever it says of accounts", async () => {
            const files = {
                "extra.conf": "max_connections: 500\naccounts: {OPEN: {users: [{user: thief, password: x}]}}\nno_auth_user: thief\n",
            };
            const values = { config: { merge: { $include: "extra.conf" } } };
            await run({ values, noAuthUser: "app" }, { files }, async (server) => {
                assert.match(String(await canLogIn(server.address, { user: "thief", pass: "x" })), /Authorization/i);
                assert.equal(await canLogIn(server.address, {}), true);
            });
        });

        it("log in by a token of the environment, as the chart's README has it", async () => {
            const values = {
                config: { merge: { authorization: { token: "<< $TOKEN >>" } } },
                container: { env: { TOKEN: { valueFrom: {} } } },
            };
            await run({ users: {}, values }, { env: { TOKEN: "letMeIn" } }, async (server) => {
                assert.equal(await canLogIn(server.address, { token: "letMeIn" }), true);
                assert.match(String(await canLogIn(server.address, { token: "$TOKEN" })), /Authorization/i);
            });
        });
    });
}
