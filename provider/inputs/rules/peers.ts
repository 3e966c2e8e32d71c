import { BlockList, isIPv6 } from "node:net";
import { type Settled, type SettledMap, Leaf, isList, isMap, mapAt, mapsAt, valueAt } from "../../values/leaf";
import type { Text } from "../../values/text";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";
import type { Warning } from "./warning";

/** One peer of the network policy, by where it stands in the inputs. What isn't known yet isn't among them. */
export function peersOf({
    networkPolicy: { clients = [], monitoring = [] },
}: Spec): { readonly path: string; readonly peer: SettledMap }[] {
    const peers = (list: readonly Settled[], path: string) =>
        list.flatMap((peer, index) => (isMap(peer) ? [{ path: `networkPolicy.${path}[${index}]`, peer }] : []));
    return [...peers(clients, "clients"), ...peers(monitoring, "monitoring")];
}

const SELECTORS = ["podSelector", "namespaceSelector"] as const;
const WITH_VALUES = ["In", "NotIn"];

/** What Kubernetes would refuse in the middle of an update, and `{}`, which many take for everybody. */
export const peerRules: readonly Rule<SettledMap>[] = [
    {
        path: "",
        fails: (peer) => !["ipBlock", ...SELECTORS].some((kind) => peer[kind] !== undefined),
        reason: "must have a podSelector, a namespaceSelector or an ipBlock; `namespaceSelector: {}` is every pod in the Kubernetes cluster",
    },
    {
        path: "ipBlock",
        fails: (peer) => peer["ipBlock"] !== undefined && SELECTORS.some((kind) => peer[kind] !== undefined),
        reason: "can't stand beside selectors: make it a peer of its own",
    },
    {
        path: "ipBlock.cidr",
        fails: (peer) => texts(mapAt(peer, "ipBlock")["cidr"]).some((cidr) => is.fails(cidr, is.isCidr)),
        reason: (peer) => `must be a network, such as 10.0.0.0/8, got ${texts(mapAt(peer, "ipBlock")["cidr"]).map(is.shown).join()}`,
    },
    {
        path: "ipBlock.except",
        fails: (peer) => outside(peer).length > 0,
        reason: (peer) => `must be networks within cidr and smaller than it, got ${outside(peer).map(is.shown).join(", ")}`,
    },
    ...SELECTORS.flatMap((kind): Rule<SettledMap>[] => [
        {
            path: `${kind}.matchExpressions`,
            fails: (peer) => expressions(peer, kind).some(({ operator, values }) => hasValues(values) !== needsValues(operator, values)),
            reason: "must have values with In and NotIn, and none with Exists and DoesNotExist",
        },
        {
            path: kind,
            fails: (peer) => badLabels(peer, kind).length > 0,
            reason: (peer) =>
                "must name labels as Kubernetes allows them: values of at most 63 letters, digits, -, _ and ., keys with an optional domain before " +
                `a /, got ${badLabels(peer, kind).map(is.shown).join(", ")}`,
        },
    ]),
];

/** Who is shut out, and not by what is said of peers. */
export const peerWarnings: readonly Warning[] = [
    {
        when: ({ external, networkPolicy: { enabled, clients } }) =>
            external && enabled && clients?.every((peer) => isMap(peer) && peer["ipBlock"] === undefined) === true,
        message:
            "networkPolicy.clients has no ipBlock, so no client outside the Kubernetes cluster gets through to the external Service; " +
            "add the networks that they, or the nodes, come from",
    },
    {
        when: ({ values, networkPolicy: { enabled, monitoring = [] } }) => enabled && monitoring.length === 0 && tellsOthers(values),
        message:
            "monitoring is exposed by values (promExporter, or service.ports.monitor), and networkPolicy.monitoring names nobody who may read it; " +
            "name the pods that scrape it, such as {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}",
    },
];

/** Whether values say that somebody else than Kubernetes itself is to read what servers tell of themselves. */
function tellsOthers(values: SettledMap): boolean {
    return valueAt(values, "promExporter", "enabled") === true || valueAt(values, "service", "ports", "monitor", "enabled") === true;
}

function expressions(peer: SettledMap, kind: string): SettledMap[] {
    return mapsAt(mapAt(peer, kind), "matchExpressions");
}

function hasValues(values: Settled): boolean {
    return values instanceof Leaf || (isList(values) && values.length > 0);
}

function needsValues(operator: Settled, values: Settled): boolean {
    return typeof operator === "string" ? WITH_VALUES.includes(operator) : hasValues(values);
}

/** The exceptions that aren't a part of the network. Where one of the two isn't known yet, the update decides. */
function outside(peer: SettledMap): Text[] {
    const { cidr, except } = mapAt(peer, "ipBlock");
    const isOutside = (part: string) => !is.isCidr(part) || (typeof cidr === "string" && is.isCidr(cidr) && !isWithin(part, cidr));
    return isList(except) ? except.flatMap(texts).filter((part) => typeof part === "string" && isOutside(part)) : [];
}

function isWithin(part: string, whole: string): boolean {
    const [[address = "", bits], [network = "", wider]] = [part.split("/"), whole.split("/")];
    const family = (ip: string) => (isIPv6(ip) ? "ipv6" : "ipv4");
    const list = new BlockList();
    list.addSubnet(network, Number(wider), family(network));
    return family(address) === family(network) && Number(bits) > Number(wider) && list.check(address, family(address));
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
function badLabels(peer: SettledMap, kind: string): Text[] {
    const labels = Object.entries(mapAt(mapAt(peer, kind), "matchLabels"));
    const conditions = expressions(peer, kind);
    const keys = [...labels.map(([key]) => key), ...conditions.flatMap(({ key }) => texts(key))];
    const values = [...labels.flatMap(([, value]) => texts(value)), ...conditions.flatMap(({ values: list }) => texts(list))];
    return [...keys.filter((key) => is.fails(key, is.isLabelKey)), ...values.filter((value) => is.fails(value, is.isLabelValue))];
}

function texts(value: Settled): Text[] {
    return isList(value) ? value.flatMap(texts) : typeof value === "string" || value instanceof Leaf ? [value as Text] : [];
}
