// The parts of `config.merge` that say who may log in, and the listeners that have a say in it.
import fc, { type Arbitrary } from "fast-check";
import { anyUrl, compression, remotes, tls } from "./connections";
import { KEYS } from "./keys";
import { exportWhatIsImported, rawShares } from "./shares";
import { type Some, oddText, often, queued, some, subject } from "./words";

const permissions = some({
    publish: fc.array(subject, { maxLength: 2 }),
    subscribe: fc.oneof(subject, some({ allow: often(subject, queued, 8), deny: fc.array(subject, { maxLength: 2 }) })),
});
const connectionTypes = fc.constantFrom(["STANDARD"], ["standard", "MQTT"], ["MQTT"], [], ["FAX"]);
const rawUser = fc.record(
    {
        user: often(fc.constantFrom("raw1", "raw2", "app"), oddText, 20),
        password: fc.constantFrom("pw", 'p"w', "$x", "日本"),
        permissions,
        allowed_connection_types: often<unknown>(fc.constant(null), connectionTypes, 5),
    },
    { requiredKeys: ["user", "password"] },
);
const keyUser = fc.record(
    {
        nkey: often(fc.constantFrom(...KEYS.keys()), fc.constantFrom("", "U", "UABC", `U${"A".repeat(55)}`), 10),
        permissions,
        password: often<unknown>(fc.constant(null), fc.constant("pw"), 20),
    },
    { requiredKeys: ["nkey"] },
);
const rawUsers = fc.array(often<unknown>(rawUser, keyUser, 4), { maxLength: 2 });

const count = often<unknown>(fc.constantFrom(-1, 10, 1000), fc.constantFrom(0, "x", 2 ** 31), 20);
const rawAccount = fc
    .tuple(
        some({
            users: rawUsers,
            jetstream: fc.constantFrom<unknown>("enabled", {}, { max_file: "1Gi" }),
            limits: fc.oneof(
                fc.constant({}),
                some({ max_conn: count, max_subs: count, max_leafs: count, max_payload: fc.constant("1MB") }),
            ),
            default_permissions: often<unknown>(fc.constant(null), permissions, 6),
        }),
        rawShares,
    )
    .map(([own, shared]) => ({ ...own, ...shared }));

const listening = (port: number, more: Readonly<Record<string, Arbitrary<unknown>>>) =>
    some(more).map((settings) => ({ port, ...settings }));
const rarely = <T>(what: Arbitrary<T>) => often<unknown>(fc.constant(null), what, 4);
const webLogin = rarely(fc.constantFrom<unknown>({ timeout: 3 }, { user: "web", password: "pw" }, { token: "t" }, {}, { users: [] }));

/** What clients, servers and devices connect to, with all that belongs together. */
const listeners = fc.oneof(
    fc.record({ leafnodes: fc.record({ remotes }) }),
    fc.record({ cluster: some({ compression, tls, accounts: fc.constantFrom(["A"], ["A", "A"]), pool_size: fc.constantFrom(-1, 0, 3) }) }),
    fc.record({
        gateway: listening(7222, {
            name: often(fc.constantFrom("nats", "mq"), fc.constantFrom("east", ""), 3),
            reject_unknown: fc.boolean(),
            gateways: rarely(
                fc.oneof(
                    fc.constantFrom<unknown>([{ name: "east" }], [], [{ name: "east", url: "nats://127.0.0.1:7", urls: [] }]),
                    fc.array(fc.record({ name: often(fc.constant("east"), fc.constantFrom("", "_", "nats"), 4), url: anyUrl }), {
                        maxLength: 2,
                    }),
                ),
            ),
            authorization: rarely(
                fc.constantFrom<unknown>(
                    { user: "gate", password: "pw", timeout: 2 },
                    { user: "gate", password: "pw", permissions: { sub: "a .q" } },
                    { token: "t" },
                    { users: [] },
                ),
            ),
        }),
    }),
    fc.record({
        websocket: listening(8080, {
            no_tls: often(fc.constant(true), fc.constant(false), 8),
            authorization: webLogin,
            jwt_cookie: rarely(fc.constantFrom("jwt", "")),
            no_auth_user: rarely(fc.constantFrom("app", "raw1", "nobody")),
        }),
    }),
    fc.record({ websocket: fc.record({ authorization: webLogin, jwt_cookie: fc.constantFrom("jwt", "") }) }),
    fc.record({
        mqtt: listening(1883, {
            authorization: webLogin,
            no_auth_user: rarely(fc.constantFrom("app", "raw1", "nobody")),
            max_ack_pending: fc.constantFrom(100, 0, 70000),
        }),
    }),
    fc.record({
        leafnodes: listening(7422, {
            authorization: rarely(
                fc.constantFrom<unknown>(
                    { user: "leaf", password: "pw" },
                    { users: [{ user: "leaf", password: "pw", account: "A" }] },
                    { account: "APP" },
                    { user: "leaf", password: "pw", users: [{ user: "other", password: "pw" }] },
                    { users: [{ user: "leaf" }, { user: "leaf" }] },
                    { users: [{ password: "pw" }] },
                    { nkey: [...KEYS.keys()][0] },
                    { nkey: "U", users: [] },
                    { nkey: [...KEYS.keys()][0], users: [{ user: "leaf", password: "pw" }] },
                ),
            ),
            compression: rarely(compression),
            remotes: rarely(remotes),
        }),
    }),
);

export const logins: Arbitrary<Some> = fc.oneof(
    { arbitrary: fc.constant({}), weight: 14 },
    {
        arbitrary: fc.record({
            accounts: fc
                .dictionary(fc.constantFrom("RAW", "A", "B", "APP", "$SYS", "SYS"), rawAccount, { minKeys: 1, maxKeys: 3 })
                .map(exportWhatIsImported),
        }),
        weight: 6,
    },
    { arbitrary: listeners, weight: 6 },
    {
        arbitrary: fc.record({
            authorization: fc.oneof(
                fc.constantFrom<unknown>(
                    { token: "t0ken" },
                    { token: "$x" },
                    { token: "t0ken", user: "solo", password: "pw" },
                    { token: "t0ken", users: [{ user: "raw1", password: "pw" }] },
                    { user: "solo", password: "pw", users: [{ user: "raw1", password: "pw" }] },
                    { user: "solo", password: "pw" },
                    { timeout: 3 },
                    { timeout: 0 },
                    { timeout: "1ns" },
                    {},
                ),
                fc.record({ users: rawUsers }),
            ),
        }),
        weight: 2,
    },
    { arbitrary: fc.record({ no_auth_user: fc.constantFrom("app", "raw1", "nobody", "alice") }), weight: 1 },
    {
        arbitrary: fc.record({
            system_account: fc.constantFrom("SYS", "$SYS", "A", "nowhere"),
            accounts: fc.constantFrom<unknown>({ SYS: {} }, { A: {} }, {}),
        }),
        weight: 1,
    },
);
