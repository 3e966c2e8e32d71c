import { jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, logIn, serverAddresses } from "../support/client";
import { deleteNamespace, podIdentities, secretOf, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const ACCOUNTS = {
    shop: {
        users: {
            seller: {},
            buyer: {
                permissions: {
                    publish: { allow: ["orders.*", "help"] },
                    subscribe: { allow: ["_INBOX.>", "orders.answers"], deny: ["orders.secret"] },
                },
            },
            helper: { permissions: { publish: { deny: [">"] }, allowResponses: {} } },
        },
        jetstream: { maxFile: "64Mi", maxStreams: 1 },
        limits: { maxConnections: 8 },
        exports: [{ stream: "news.>" }, { service: "ask.*", accounts: ["office"] }],
        mappings: { "old.price": [{ destination: "new.price" }] },
    },
    office: {
        users: { clerk: {} },
        jetstream: { enabled: false },
        imports: [
            { stream: { account: "shop", subject: "news.>" }, prefix: "shop" },
            { service: { account: "shop", subject: "ask.price" }, to: "price" },
        ],
    },
};

describe("accounts and permissions", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("accounts");
    let stack: Stack;
    let credentials: Record<string, Credentials>;
    let server: string;
    const open: NatsConnection[] = [];

    const program = (changes: object = {}): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            users: { app: {}, guest: { password: "" }, browser: { allowedConnectionTypes: ["WEBSOCKET"] } },
            accounts: ACCOUNTS,
            systemUsers: { admin: {} },
            noAuthUser: "guest",
            authTimeoutSeconds: 5,
            ...changes,
        });

    async function as(user: string): Promise<NatsConnection> {
        const connection = await logIn(server, { user, pass: credentials[user]!.password });
        open.push(connection);
        return connection;
    }

    before(async () => {
        stack = await Stack.create(program());
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });
    afterEach(async () => {
        await Promise.all(open.splice(0).map((connection) => connection.close()));
    });

    it("give every user a password, an account and a Secret to log in with", async () => {
        await stack.up();
        [server] = (await serverAddresses(namespace)) as [string];
        credentials = (await stack.outputs())["credentials"]?.value as Record<string, Credentials>;
        assert.deepEqual(
            Object.values(credentials).map(({ username, account }) => `${username}@${account}`),
            ["admin@$SYS", "app@APP", "browser@APP", "buyer@shop", "clerk@office", "guest@APP", "helper@shop", "seller@shop"],
        );
        for (const { username, password, secretName } of Object.values(credentials)) {
            assert.equal((await secretOf(namespace, secretName))["password"], password);
            const refused = username === "browser" ? /authorization/i : undefined;
            const result = await canLogIn(server, { user: username, pass: password });
            assert.ok(refused ? refused.test(String(result)) : result === true, `${username}: ${result}`);
        }
        assert.ok(!("admin" in (await secretOf(namespace, "nats-credentials"))), "applications don't get the system's passwords");
    });

    it("take clients without credentials for the user that is named, and refuse wrong ones", async () => {
        assert.equal(await canLogIn(server, {}), true);
        assert.match(String(await canLogIn(server, { user: "guest", pass: "wrong" })), /authorization/i);
        const [guest, app] = [await logIn(server, {}), await as("app")];
        open.push(guest);
        const heard = app.subscribe("from.guest", { max: 1 });
        await app.flush();
        guest.publish("from.guest", "hello");
        assert.equal((await first(heard))?.string(), "hello");
    });

    it("keep the messages of one account from another, but for what is exported and imported", async () => {
        const [seller, clerk] = [await as("seller"), await as("clerk")];
        const heard: string[] = [];
        void drain(clerk, ">", heard);
        await clerk.flush();
        seller.publish("internal", "not for the office");
        seller.publish("news.today", "for all");
        await seller.flush();
        await eventually(
            () => Promise.resolve(heard),
            (all) => all.length > 0,
            10,
        );
        assert.deepEqual(heard, ["shop.news.today"]);
    });

    it("let an account ask another's service, and map subjects", async () => {
        const [seller, clerk] = [await as("seller"), await as("clerk")];
        seller.subscribe("ask.price", { callback: (_, message) => void message.respond("42") });
        const heard = seller.subscribe("new.price", { max: 1 });
        await seller.flush();
        assert.equal((await clerk.request("price", "", { timeout: 5000 })).string(), "42");
        seller.publish("old.price", "7");
        assert.equal((await first(heard))?.string(), "7");
    });

    it("let a user publish and subscribe where that is allowed, and nowhere else", async () => {
        const buyer = await as("buyer");
        assert.deepEqual(await violations(buyer, () => buyer.publish("orders.new", "")), []);
        assert.match((await violations(buyer, () => buyer.publish("orders.new.deep", ""))).join(), /publish.*orders\.new\.deep/i);
        assert.match((await violations(buyer, () => buyer.publish("prices", ""))).join(), /publish.*prices/i);
        assert.deepEqual(await violations(buyer, () => void buyer.subscribe("orders.answers")), []);
        assert.match((await violations(buyer, () => void buyer.subscribe("orders.secret"))).join(), /subscription.*orders\.secret/i);
        assert.match((await violations(buyer, () => void buyer.subscribe("orders.*"))).join(), /subscription.*orders\.\*/i);
    });

    it("let a user reply to requests who may publish nothing", async () => {
        const [buyer, helper] = [await as("buyer"), await as("helper")];
        helper.subscribe("help", { callback: (_, message) => void message.respond("here") });
        await helper.flush();
        assert.equal((await buyer.request("help", "", { timeout: 5000 })).string(), "here");
        assert.match((await violations(helper, () => helper.publish("orders.new", ""))).join(), /publish.*orders\.new/i);
    });

    it("limit what an account stores, and how many connect", async () => {
        const seller = await as("seller");
        const manager = await jetstreamManager(seller);
        const { limits } = await manager.getAccountInfo();
        assert.deepEqual([limits.max_storage, limits.max_streams], [64 * 2 ** 20, 1]);
        await manager.streams.add({ name: "one", subjects: ["one"] });
        await assert.rejects(manager.streams.add({ name: "two", subjects: ["two"] }), /maximum number of streams/);
        await assert.rejects(manager.streams.update("one", { max_bytes: 2 ** 30 }), /insufficient|limit|exceed/i);
        await assert.rejects(
            jetstreamManager(await as("clerk")).then((other) => other.getAccountInfo()),
            /jetstream|timeout|no responders/i,
        );
        for (let connections = open.filter((connection) => !connection.isClosed()).length; connections < 9; connections++) {
            await as("seller").catch(() => undefined);
        }
        // The server hangs up right after it has said so, and a client that still writes may not hear it.
        const refusal = await eventually(
            () => canLogIn(server, { user: "seller", pass: credentials["seller"]!.password }),
            (result) => result === true || /maximum/i.test(result),
            20,
        );
        assert.match(String(refusal), /maximum.*connections/i);
    });

    it("let system users see the servers, and nobody else", async () => {
        const ask = async (user: string) => (await as(user)).request("$SYS.REQ.SERVER.PING.VARZ", "", { timeout: 2000 });
        assert.match((await ask("admin")).string(), /"server_name":"nats-0"/);
        await assert.rejects(ask("seller"));
    });

    it("change by a reload: accounts, users and permissions come and go without a restart", async () => {
        const before = await podIdentities(namespace);
        const { office: _office, ...rest } = ACCOUNTS;
        const shop = {
            ...rest.shop,
            exports: [],
            users: { ...rest.shop.users, buyer: { permissions: { publish: { allow: ["prices"] } } } },
        };
        stack.write(program({ accounts: { shop, newcomers: { users: { fresh: { password: "secret of fresh" } } } } }));
        const { diagnostics } = await stack.up();
        assert.ok(
            diagnostics.some((message) => /connections of buyer, clerk are cut/.test(message)),
            diagnostics.join("\n"),
        );
        const fresh = await eventually(
            () => canLogIn(server, { user: "fresh", pass: "secret of fresh" }),
            (result) => result === true,
            120,
        );
        assert.equal(fresh, true);
        assert.match(String(await canLogIn(server, { user: "clerk", pass: credentials["clerk"]!.password })), /authorization/i);
        const buyer = await as("buyer");
        assert.deepEqual(await violations(buyer, () => buyer.publish("prices", "")), []);
        assert.match((await violations(buyer, () => buyer.publish("orders.new", ""))).join(), /publish.*orders\.new/i);
        assert.deepEqual(await podIdentities(namespace), before);
    });
});

/** What the server complains of. */
async function violations(connection: NatsConnection, act: () => void): Promise<string[]> {
    const complaints: string[] = [];
    const listening = (async () => {
        for await (const status of connection.status()) {
            if (status.type === "error") {
                complaints.push(String(status.error));
            }
        }
    })();
    act();
    await connection.flush();
    await new Promise((resolve) => setTimeout(resolve, 100));
    void listening;
    return complaints;
}

async function first<T>(messages: AsyncIterable<T>): Promise<T | undefined> {
    for await (const message of messages) {
        return message;
    }
    return undefined;
}

async function drain(connection: NatsConnection, subject: string, heard: string[]): Promise<void> {
    for await (const message of connection.subscribe(subject)) {
        heard.push(message.subject);
    }
}
