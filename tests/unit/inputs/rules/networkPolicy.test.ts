import { type Inputs, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

const clients = (...peers: unknown[]): Inputs => ({ networkPolicy: { clients: peers } });
const selector = (podSelector: unknown): Inputs => clients({ podSelector });
const expression = (operator: string, values?: unknown): Inputs => selector({ matchExpressions: [{ key: "app", operator, values }] });
const block = (cidr: unknown, ...except: unknown[]): Inputs => clients({ ipBlock: { cidr, except } });
const PATH = "networkPolicy.clients[0]";

describe("rules for the network policy", () => {
    itRefuses({
        "a peer that says nothing": {
            inputs: { networkPolicy: { monitoring: [{ podSelector: {} }, {}] } },
            path: "networkPolicy.monitoring[1]",
            says: ["must have a podSelector", "namespaceSelector: {}"],
            near: [{ networkPolicy: { monitoring: [{ namespaceSelector: {} }] } }, { networkPolicy: { monitoring: [unknown()] } }],
        },
        "addresses of pods": {
            inputs: clients({ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }),
            path: `${PATH}.ipBlock`,
            says: ["can't stand beside selectors"],
            near: [clients({ podSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8" } }), clients({ podSelector: {}, namespaceSelector: {} })],
        },
        "addresses without a network": {
            inputs: clients({ ipBlock: {} }),
            path: `${PATH}.ipBlock.cidr`,
            says: ["is missing"],
            near: block("::/0"),
        },
        "a network that is none": {
            inputs: block("10.0.0.0/33"),
            path: `${PATH}.ipBlock.cidr`,
            says: ["must be a network", '"10.0.0.0/33"'],
            near: [block("10.0.0.0/32"), block(unknown())],
        },
        "a network with something before it": {
            inputs: block("x10.0.0.0/8"),
            path: `${PATH}.ipBlock.cidr`,
            says: ["must be a network"],
            near: block("10.0.0.0/8"),
        },
        "a network with something behind it": {
            inputs: block("10.0.0.0/8 x"),
            path: `${PATH}.ipBlock.cidr`,
            says: ["must be a network"],
            near: block("fd00::/128"),
        },
        "a condition with an empty list of values": {
            inputs: expression("In", []),
            path: `${PATH}.podSelector.matchExpressions`,
            says: ["must have values"],
            near: expression("Exists", []),
        },
        "an exception from another network": {
            inputs: block("10.0.0.0/8", "10.1.0.0/16", "11.0.0.0/16"),
            path: `${PATH}.ipBlock.except`,
            says: ["within cidr", 'got "11.0.0.0/16"'],
            near: [block("10.0.0.0/8", "10.1.0.0/16"), block("fd00::/8", "fd00::/16"), block(unknown(), "10.0.0.0/8", unknown())],
        },
        "an exception as wide as the network": {
            inputs: block("10.0.0.0/8", "10.0.0.0/8"),
            path: `${PATH}.ipBlock.except`,
            says: ["smaller than it"],
            near: block("10.0.0.0/8", "10.0.0.0/9"),
        },
        "an exception of the other kind of addresses": {
            inputs: block("10.0.0.0/8", "::/64"),
            path: `${PATH}.ipBlock.except`,
            says: ["within"],
            near: block("::/0", "::/64"),
        },
        "a condition without values": {
            inputs: expression("In"),
            path: `${PATH}.podSelector.matchExpressions`,
            says: ["must have values"],
            near: [expression("In", ["shop"]), expression("Exists"), expression("NotIn", [unknown()])],
        },
        "a condition with values too many": {
            inputs: expression("Exists", ["shop"]),
            path: `${PATH}.podSelector.matchExpressions`,
            says: ["none with Exists"],
            near: expression("NotIn", ["shop"]),
        },
        "another operator": {
            inputs: expression("Is", ["a"]),
            path: `${PATH}.podSelector.matchExpressions[0].operator`,
            says: ["one of In, NotIn"],
            near: expression("In", ["a"]),
        },
        "a label that Kubernetes doesn't allow": {
            inputs: selector({ matchLabels: { app: "the shop" } }),
            path: `${PATH}.podSelector`,
            says: ["labels", 'got "the shop"'],
            near: [selector({ matchLabels: { app: "" } }), selector({ matchLabels: { "example.com/app": unknown() } })],
        },
        "the key of a label that Kubernetes doesn't allow": {
            inputs: selector({ matchLabels: { "a/b/c": "x" } }),
            path: `${PATH}.podSelector`,
            says: ['got "a/b/c"'],
            near: selector({ matchLabels: { "a.b/c": "x" } }),
        },
        "the key of a label without a name": {
            inputs: selector({ matchLabels: { "a.b/": "x" } }),
            path: `${PATH}.podSelector`,
            says: ['got "a.b/"'],
            near: selector({ matchLabels: { "a.b/C_d": "x" } }),
        },
        "the key of a label with a name that is none": {
            inputs: selector({ matchLabels: { "a.b/c d": "x" } }),
            path: `${PATH}.podSelector`,
            says: ['got "a.b/c d"'],
            near: selector({ matchLabels: { c: "x" } }),
        },
        "the key of a label with a domain that is none": {
            inputs: selector({ matchLabels: { "A_b/c": "x" } }),
            path: `${PATH}.podSelector`,
            says: ['got "A_b/c"'],
            near: selector({ matchLabels: { "a-b/c": "x" } }),
        },
        "a label that is too long": {
            inputs: selector({ matchLabels: { app: "a".repeat(64) } }),
            path: `${PATH}.podSelector`,
            says: ["at most 63"],
            near: selector({ matchLabels: { app: "a".repeat(63) } }),
        },
        "a selector that there isn't": {
            inputs: clients({ podSelector: {}, podSelectors: {} }),
            path: `${PATH}.podSelectors`,
            says: ["did you mean podSelector?"],
            near: clients({ podSelector: {} }),
        },
    });
});
