// What NATS takes for no authentication at all: each of these was tried on nats-server 2.14.2, and let clients in without credentials.
import { IN_MEMORY, OPERATOR, OPERATOR_KEY, SYSTEM_ACCOUNT } from "../../../support/operator";
import { type Inputs, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

const merge = (settings: Inputs): Inputs => ({ external: true, config: { merge: settings } });
const authorization = (settings: Inputs): Inputs => merge({ authorization: settings });
const BOB = { user: "bob", password: "x" };
const USER_KEY = "UC2KHPIOQ4SBSDVD67UARJXIP3YN6VDGMIUFKZRZKMERIMXQNLIFN4XS";

describe("rules for what leaves the servers open", () => {
    itRefuses({
        "an empty token": {
            inputs: authorization({ token: "" }),
            path: "config.merge.authorization.token",
            says: ["everybody would be let in"],
            near: [authorization({ token: "x" }), authorization({ token: unknown() })],
        },
        "a secret token that is empty": {
            inputs: authorization({ token: secret("") }),
            path: "config.merge.authorization.token",
            says: ["is empty"],
            near: authorization({ token: secret("x") }),
        },
        "an empty user": {
            inputs: authorization({ user: "", password: "x" }),
            path: "config.merge.authorization.user",
            says: ["is empty"],
            near: authorization(BOB),
        },
        "an empty list of users": {
            inputs: authorization({ users: [] }),
            path: "config.merge.authorization.users",
            says: ["is empty"],
            near: authorization({ users: [BOB] }),
        },
        "a password without a user": {
            inputs: authorization({ password: "x" }),
            path: "config.merge.authorization.password",
            says: ["has no user", "everybody would be let in"],
            near: authorization(BOB),
        },
        "no operators": {
            inputs: merge({ operator: [], resolver: "MEMORY" }),
            path: "config.merge.operator",
            says: ["is empty"],
            near: merge({ operator: [OPERATOR], ...IN_MEMORY }),
        },
        "no trusted keys": {
            inputs: merge({ trusted_keys: [] }),
            path: "config.merge.trusted_keys",
            says: ["is empty"],
            near: merge({ trusted_keys: [OPERATOR_KEY], system_account: SYSTEM_ACCOUNT }),
        },
        "a resolver without an operator": {
            inputs: merge({ resolver: "MEMORY" }),
            path: "config.merge.resolver",
            says: ["there is none", "everybody"],
            near: merge({ ...IN_MEMORY, operator: OPERATOR }),
        },
        "a user without a password": {
            inputs: authorization({ user: "bob" }),
            path: "config.merge.authorization.user",
            says: ["everybody who knows the name"],
            near: authorization(BOB),
        },
        "users without passwords": {
            inputs: authorization({ users: [BOB, { user: "eve" }, { user: "mallory", password: secret("") }] }),
            path: "config.merge.authorization.users",
            says: ["eve, mallory", "one is generated"],
            near: authorization({ users: [BOB, { nkey: USER_KEY }, { user: "eve", password: unknown() }] }),
        },
        "users of accounts without passwords": {
            inputs: merge({ accounts: { A: { users: [BOB] }, B: { users: [{ user: "eve" }] } } }),
            path: "config.merge.accounts",
            says: ["without a password, eve"],
            near: merge({ accounts: { A: { users: [BOB] }, B: { users: [{ nkey: USER_KEY }] } } }),
        },
    });
});
