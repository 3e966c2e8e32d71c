import { IN_MEMORY, OPERATOR, SYSTEM_ACCOUNT } from "../../../support/operator";
import { type Inputs, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

function merge(settings: Inputs, inputs: Inputs = {}): Inputs {
    return { ...inputs, config: { merge: settings } };
}
const [BOB, EVE] = ["bob", "eve"].map((user) => ({ user, password: "x" }));
const USERS = { users: { app: {} } };
const CALLOUT = { issuer: "ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA", auth_users: ["auth"], account: "A" };
const accountWith = (user: string): Inputs => ({ accounts: { A: { users: [{ user, password: "x" }] } } });
/** Public keys, made for this. */
const USER_KEY = "UC2KHPIOQ4SBSDVD67UARJXIP3YN6VDGMIUFKZRZKMERIMXQNLIFN4XS";
const OTHER_KEY = "UCXSZLLE6FBLSDH7NY4GLWNKNF634LGROMX6F3LPEWORT3QBZD2HLY5N";
const ACCOUNT_KEY = "ADDNW4YTHWR6Y7CWH6LWPXPUW7XGMKFIEPB3VJ3BJVUD4JTITDGPUA7H";

describe("rules for who may log in", () => {
    itRefuses({
        "a token beside users": {
            inputs: merge({ authorization: { token: "hunter2" } }, USERS),
            path: "config.merge.authorization.token",
            says: ["conflicts with users", "Can not have a token and a users array", "keep the users"],
            near: [merge({ authorization: { token: "hunter2" } }), merge({ authorization: { timeout: 3 } }, USERS)],
        },
        "a token beside an account's users": {
            inputs: merge({ authorization: { token: "hunter2" }, ...accountWith("bob") }),
            path: "config.merge.authorization.token",
            says: ["conflicts with users"],
            near: merge({ authorization: { token: "hunter2" }, accounts: { $SYS: {} } }),
        },
        "a single user beside users": {
            inputs: merge({ authorization: { user: "bob" } }, USERS),
            path: "config.merge.authorization.user",
            says: ["Can not have a single user/pass and a users array"],
            near: merge({ authorization: { user: "bob", password: "x" } }),
        },
        "a single password beside users": {
            inputs: merge({ authorization: { password: "x" } }, USERS),
            path: "config.merge.authorization.password",
            says: ["Can not have a single user/pass and a users array"],
            near: merge({ authorization: { default_permissions: { publish: "a" } } }, USERS),
        },
        "users of the global account beside users": {
            inputs: merge({ authorization: { users: [{ user: "bob", password: "x" }] } }, USERS),
            path: "config.merge.authorization.users",
            says: ["global account", "without JetStream", "name them in `users`"],
            near: merge({ authorization: { users: [{ user: "bob", password: "x" }] } }),
        },
        "users beside an auth callout, who would be left out": {
            inputs: merge({ authorization: { auth_callout: CALLOUT } }, USERS),
            path: "config.merge.authorization.auth_callout",
            says: ["left out", "name its own in config.merge.accounts"],
            near: [
                merge({ authorization: { auth_callout: CALLOUT }, ...accountWith("auth") }),
                merge({ authorization: { timeout: 3 } }, USERS),
            ],
        },
        "the outside without users": {
            inputs: { external: true },
            path: "external",
            says: ["let anybody in", "add a user", "allowAnonymous: true"],
            near: [
                { external: true, ...USERS },
                { external: true, allowAnonymous: true },
                merge(accountWith("bob"), { external: true }),
                merge({ authorization: { token: "x" } }, { external: true }),
                merge({ operator: OPERATOR, ...IN_MEMORY }, { external: true }),
            ],
        },
        "the outside with users of the system account alone": {
            inputs: merge({ accounts: { $SYS: { users: [{ user: "admin", password: "x" }] } } }, { external: true }),
            path: "external",
            says: ["let anybody in"],
            near: merge(
                {
                    accounts: { SYS: { users: [{ user: "admin", password: "x" }] }, A: { users: [{ nkey: USER_KEY }] } },
                    system_account: "SYS",
                },
                { external: true },
            ),
        },
        "the outside with an account that has no users": {
            inputs: merge({ accounts: { A: {} } }, { external: true }),
            path: "external",
            says: ["let anybody in"],
            near: merge({ accounts: { A: {} } }, { external: true, ...USERS }),
        },
    });
    itRefuses({
        "the outside with no users in any account, of whom one with a secret name is one": {
            inputs: merge({ accounts: { A: { users: [] } } }, { external: true }),
            path: "external",
            says: ["let anybody in"],
            near: merge({ accounts: { A: { users: [{ user: secret("bob"), password: secret("x") }] } } }, { external: true }),
        },
    });
});

describe("rules for accounts", () => {
    itRefuses({
        "a list of accounts": {
            inputs: merge({ accounts: ["A", "B"] }),
            path: "config.merge.accounts",
            says: ["must be a map of accounts"],
            near: merge({ accounts: { A: {}, B: {} } }),
        },
        "a declaration of the global account": {
            inputs: merge({ accounts: { $G: {} } }),
            path: "config.merge.accounts.$G",
            says: ["Reserved Account"],
            near: merge({ accounts: { G: {} } }),
        },
        "a system account that nobody has declared": {
            inputs: merge({ system_account: "SYS" }),
            path: "config.merge.system_account",
            says: ['"SYS"', "is not defined", "$SYS is always defined"],
            near: [
                merge({ system_account: "SYS", accounts: { SYS: {} } }),
                merge({ system_account: "$SYS" }),
                merge({ system_account: SYSTEM_ACCOUNT, operator: OPERATOR, ...IN_MEMORY }),
            ],
        },
        "a system account by a name that every object of JavaScript has": {
            inputs: merge({ system_account: "constructor" }),
            path: "config.merge.system_account",
            says: ["is not defined"],
            near: merge({ system_account: "constructor", accounts: { constructor: {} } }),
        },
        "JetStream in the system account": {
            inputs: merge({ system_account: "SYS", accounts: { SYS: { jetstream: "enabled" } } }),
            path: "config.merge.system_account",
            says: ["jetstream not allowed on system account"],
            near: [
                merge({ system_account: "SYS", accounts: { SYS: {}, A: { jetstream: "enabled" } } }),
                merge({ system_account: "SYS", accounts: { SYS: { jetstream: "disabled" } } }),
                merge({ system_account: "SYS", accounts: { SYS: { jetstream: "enabled" } } }, { jetstream: { enabled: false } }),
            ],
        },
        "JetStream in $SYS": {
            inputs: merge({ accounts: { $SYS: { jetstream: "enabled" } } }),
            path: "config.merge.system_account",
            says: ["jetstream not allowed on system account"],
            near: merge({ accounts: { A: { jetstream: "enabled" } } }),
        },
        "an anonymous user who is no user": {
            inputs: merge({ no_auth_user: "guest" }, USERS),
            path: "config.merge.no_auth_user",
            says: ["one of the users", '"guest"'],
            near: [
                merge({ no_auth_user: "app" }, USERS),
                merge({ no_auth_user: "bob", ...accountWith("bob") }),
                merge({ no_auth_user: "bob", authorization: { users: [{ user: "bob", password: "x" }] } }),
            ],
        },
        "an anonymous user who is none of an account's users": {
            inputs: merge({ no_auth_user: "guest", ...accountWith("bob") }),
            path: "config.merge.no_auth_user",
            says: ['"guest"'],
            near: merge({ no_auth_user: "bob", ...accountWith("bob") }),
        },
        "two users for clients without credentials": {
            inputs: merge({ no_auth_user: "app" }, { ...USERS, noAuthUser: "app" }),
            path: "noAuthUser",
            says: ["a second time by config.merge.no_auth_user"],
            near: merge({}, { ...USERS, noAuthUser: "app" }),
        },
        "a limit of the servers that is set twice": {
            inputs: merge({ max_payload: "1MB" }, { ...USERS, limits: { maxPayload: "2MB" } }),
            path: "limits.maxPayload",
            says: ["a second time by config.merge.max_payload"],
            near: merge({ max_pending: "32MB" }, { ...USERS, limits: { maxPayload: "2MB" } }),
        },
        "messages that are larger than what is kept for a client": {
            inputs: { ...USERS, limits: { maxPayload: "32MB", maxPending: "16MB" } },
            path: "limits.maxPayload",
            says: ["must be at most max_pending", "limits.maxPending"],
            near: { ...USERS, limits: { maxPayload: "32MB", maxPending: "32MB" } },
        },
        "a time that NATS doesn't know": {
            inputs: { ...USERS, limits: { writeDeadline: "soon" } },
            path: "limits.writeDeadline",
            says: ["duration"],
            near: { ...USERS, limits: { writeDeadline: "5s" } },
        },
        "a limit in the chart's words of old": {
            inputs: { ...USERS, limits: { max_payload: "2MB" } },
            path: "limits.max_payload",
            says: ["maxPayload"],
            near: { ...USERS, limits: { maxPayload: "2MB" } },
        },
        "two times for logging in": {
            inputs: merge({ authorization: { timeout: 3 } }, { ...USERS, authTimeoutSeconds: 3 }),
            path: "authTimeoutSeconds",
            says: ["a second time by config.merge.authorization.timeout"],
            near: merge({}, { ...USERS, authTimeoutSeconds: 3 }),
        },
        "two times for logging in, one of them in the chart's words": {
            inputs: { ...USERS, authTimeoutSeconds: 3, values: { config: { merge: { authorization: { timeout: 3 } } } } },
            path: "authTimeoutSeconds",
            says: ["a second time by values.config.merge.authorization.timeout"],
            near: { ...USERS, authTimeoutSeconds: 3, values: { config: { merge: { max_payload: "2MB" } } } },
        },
        "a time for logging in beside a secret": {
            inputs: merge({ authorization: unknown() }, { ...USERS, authTimeoutSeconds: 3 }),
            path: "authTimeoutSeconds",
            says: ["a second time by config.merge.authorization"],
            near: merge({ authorization: { timeout: unknown() } }),
        },
        "a user of the global account without a name": {
            inputs: merge({ authorization: { users: [{ password: "x" }] } }),
            path: "config.merge.authorization",
            says: ["without a name"],
            near: merge({ authorization: { users: [BOB] } }),
        },
        "a user of an account by a name of `users`": {
            inputs: merge(accountWith("app"), { users: { app: {}, other: {} } }),
            path: "config.merge.accounts",
            says: ["a second time: app;", "Duplicate user detected"],
            near: merge(accountWith("App"), USERS),
        },
        "one user in two accounts": {
            inputs: merge({ accounts: { A: { users: [BOB] }, B: { users: [BOB, EVE] } } }),
            path: "config.merge.accounts",
            says: ["a second time: bob;"],
            near: merge({ accounts: { A: { users: [BOB] }, B: { users: [EVE] } } }),
        },
        "one nkey in two accounts": {
            inputs: merge({ accounts: { A: { users: [{ nkey: USER_KEY }] }, B: { users: [{ nkey: USER_KEY }] } } }),
            path: "config.merge.accounts",
            says: [USER_KEY],
            near: merge({ accounts: { A: { users: [{ nkey: USER_KEY }] }, B: { users: [{ nkey: OTHER_KEY }] } } }),
        },
        "an nkey with a letter changed": {
            inputs: merge({ accounts: { A: { users: [{ nkey: USER_KEY.replace("K", "L") }] } } }),
            path: "config.merge.accounts",
            says: ["no public key of a user"],
            near: merge({ accounts: { A: { users: [{ nkey: USER_KEY }] } } }),
        },
        "an account's nkey for a user": {
            inputs: merge({ authorization: { users: [{ nkey: ACCOUNT_KEY }] } }),
            path: "config.merge.authorization",
            says: ["no public key of a user"],
            near: merge({ accounts: { A: { nkey: ACCOUNT_KEY, users: [{ nkey: USER_KEY }] } } }),
        },
        "an nkey with a password": {
            inputs: merge({ accounts: { A: { users: [{ nkey: USER_KEY, password: "x" }] } } }),
            path: "config.merge.accounts",
            says: ["beside a name or a password"],
            near: merge({ accounts: { A: { users: [{ nkey: USER_KEY }, BOB] } } }),
        },
        "an account's nkey that is a user's": {
            inputs: merge({ accounts: { A: { nkey: USER_KEY, users: [BOB] } } }),
            path: "config.merge.accounts.A.nkey",
            says: ["the public key of an account"],
            near: merge({ accounts: { A: { nkey: ACCOUNT_KEY, users: [BOB] } } }),
        },
        "ways to connect in a list of lists": {
            inputs: merge({ accounts: { A: { users: [{ ...BOB, allowed_connection_types: [["STANDARD"]] }] } } }),
            path: "config.merge.accounts.A.users[0].allowed_connection_types[0]",
            says: ["a list"],
            near: merge({ accounts: { A: { users: [{ ...BOB, allowed_connection_types: "STANDARD" }] } } }),
        },
        "a way to connect that there is not": {
            inputs: merge({ accounts: { A: { users: [{ ...BOB, allowed_connection_types: ["STANDARD", "FAX"] }] } } }),
            path: "config.merge.accounts.A.users[0].allowed_connection_types[1]",
            says: ["STANDARD", '"FAX"'],
            near: merge({ accounts: { A: { users: [{ ...BOB, allowed_connection_types: ["standard", "IN_PROCESS"] }] } } }),
        },
    });
});

describe("rules for settings that the component or the chart makes", () => {
    const managed: Record<string, Inputs> = {
        port: { port: 4223 },
        listen: { listen: "0.0.0.0:4223" },
        host: { net: "127.0.0.1" },
        http: { http: "0.0.0.0:8223" },
        https: { https: 8443 },
        http_port: { monitor_port: 8223 },
        https_port: { https_port: 8443 },
        http_base_path: { http_base_path: "/nats" },
        pid_file: { pidfile: "/tmp/pid" },
        store_dir: { storedir: "/tmp" },
        "jetstream.store_dir": { jetstream: { store: "/tmp" } },
        "jetstream.enabled": { jetstream: { enable: true } },
        "cluster.port": { cluster: { port: 6223 } },
        "cluster.listen": { cluster: { listen: ":6223" } },
        "cluster.host": { cluster: { host: "0.0.0.0" } },
        "cluster.authorization": { cluster: { authorization: { user: "r", password: "x" } } },
        "cluster.routes": { cluster: { routes: ["nats://a:6222"] } },
    };
    itRefuses(
        Object.fromEntries(
            Object.entries(managed).map(([path, settings]) => [
                `${path}, by any of its names`,
                {
                    inputs: merge(settings),
                    path: `config.merge.${path}`,
                    says: ["can't be set: "],
                    near: merge({ prof_port: 6060, jetstream: { domain: "hub" }, cluster: { name: "c", no_advertise: true } }),
                },
            ]),
        ),
    );
});

describe("rules for limits", () => {
    itRefuses({
        "JetStream turned on as raw configuration": {
            inputs: merge({ jetstream: true }),
            path: "config.merge.jetstream",
            says: ["use jetstream.enabled"],
            near: merge({ jetstream: {} }),
        },
        "settings of JetStream, which is off": {
            inputs: merge({ jetstream: { domain: "hub" } }, { jetstream: { enabled: false } }),
            path: "config.merge.jetstream",
            says: ["turn JetStream on", "jetstream.enabled: true"],
            near: [merge({ jetstream: { domain: "hub" } }), merge({}, { jetstream: { enabled: false } })],
        },
        "one name for three servers": {
            inputs: merge({ server_name: "nats" }, { replicas: 3 }),
            path: "config.merge.server_name",
            says: ["3 servers", "never elect a leader", "Duplicate Server Name"],
            near: merge({ server_name: "nats" }, { replicas: 1 }),
        },
        "messages that are larger than what may be pending": {
            inputs: merge({ max_payload: "65MB" }),
            path: "config.merge.max_payload",
            says: ["at most max_pending, 67108864 bytes", "got 68157440"],
            near: [merge({ max_payload: "64MB" }), merge({ max_payload: "65MB", max_pending: "65MB" })],
        },
        "messages that are larger than a max_pending that was lowered": {
            inputs: merge({ max_payload: 5000, max_pending: 4999 }),
            path: "config.merge.max_payload",
            says: ["4999"],
            near: merge({ max_payload: 5000, max_pending: 5000 }),
        },
        "a lame duck that is gone too soon": {
            inputs: merge({ lame_duck_duration: "29s" }),
            path: "config.merge.lame_duck_duration",
            says: ["at least 30s", '"29s"'],
            near: merge({ lame_duck_duration: "30s" }),
        },
        "a lame duck that is gone before its grace is over": {
            inputs: merge({ lame_duck_grace_period: "30s" }),
            path: "config.merge.lame_duck_grace_period",
            says: ["less than lame_duck_duration"],
            near: [
                merge({ lame_duck_grace_period: "29s" }),
                merge({ lame_duck_duration: "2m", lame_duck_grace_period: "1m" }),
                merge({ lame_duck_duration: "31s" }),
            ],
        },
        "a lame duck of negative grace": {
            inputs: merge({ lame_duck_grace_period: "-1s" }),
            path: "config.merge.lame_duck_grace_period",
            says: ["from 0s"],
            near: merge({ lame_duck_grace_period: "0s" }),
        },
    });
});
