import { UNSAFE_CIPHERS } from "../../nats/tlsGrammar";
import { type Settled, type SettledMap, Leaf, isList, isMap, mapAt, mapsAt, valueAt } from "../../values/leaf";
import { at } from "../../values/path";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

/** One block of TLS. */
export interface TlsBlock {
    readonly path: string;
    readonly tls: SettledMap;
    /** Whether others connect to it. */
    readonly listens: boolean;
    /** Whether the chart writes files into it, too. */
    readonly byChart: boolean;
}

const isGiven = (value: Settled): boolean => value !== undefined && value !== "";

/** What a NATS server does not start with, whoever it is that it talks to. */
export const tlsRules: readonly Rule<TlsBlock>[] = [
    ...(
        [
            ["cert_file", "key_file"],
            ["key_file", "cert_file"],
        ] as const
    ).map(([given, missing]): Rule<TlsBlock> => ({
        path: missing,
        fails: ({ tls, byChart }) => isGiven(tls[given]) && !isGiven(tls[missing]) && !byChart,
        reason: `is missing: it goes with ${given}, and a NATS server with one of them alone does not start`,
    })),
    {
        path: "cert_file",
        fails: ({ tls, listens, byChart }) =>
            listens && !byChart && !["cert_file", "key_file"].some((key) => isGiven(tls[key])) && !hasCerts(tls),
        reason: "is missing: without a certificate nobody can connect by TLS; set it and key_file, or certs",
    },
    {
        path: "certs",
        fails: ({ tls }) => isGiven(tls["cert_file"]) && hasCerts(tls),
        reason: "conflicts with cert_file: a NATS server with both does not start; name all certificates in certs, or only the one",
    },
    {
        path: "certs",
        fails: ({ tls }) => mapsAt(tls, "certs").some((pair) => !isGiven(pair["cert_file"]) || !isGiven(pair["key_file"])),
        reason: "must each have a cert_file and a key_file",
    },
    ...["cipher_suites", "curve_preferences"].map((key): Rule<TlsBlock> => ({
        path: key,
        fails: ({ tls }) => isList(tls[key]) && tls[key].length === 0,
        reason: 'is empty, and a NATS server with that does not start ("cannot be empty"); leave it out for those of Go',
    })),
    {
        path: "cipher_suites",
        fails: ({ tls }) => tls["allow_insecure_cipher_suites"] !== true && unsafe(tls).length > 0,
        reason: ({ tls }) =>
            `has ciphers that are not safe, ${unsafe(tls).join(", ")}, and a NATS server with those does not start; ` +
            "leave them out, or set allow_insecure_cipher_suites: true",
    },
];

function hasCerts({ certs }: SettledMap): boolean {
    return certs instanceof Leaf || (isList(certs) && certs.length > 0);
}

function unsafe({ cipher_suites: suites }: SettledMap): string[] {
    return (isList(suites) ? suites : []).filter((suite) => typeof suite === "string").filter((suite) => UNSAFE_CIPHERS.includes(suite));
}

const LISTENERS = ["cluster", "gateway", "leafnodes", "websocket", "mqtt"];

export function tlsBlocks({ config, values }: Spec): TlsBlock[] {
    const found = (path: string, tls: Settled, listener?: string): TlsBlock[] => {
        const byChart = listener !== undefined && valueAt(values, "config", listener, "tls", "enabled") === true;
        return isMap(tls) ? [{ path: `config.merge.${path}`, tls, listens: listener !== undefined, byChart }] : [];
    };
    const inList = (listener: string, list: string): TlsBlock[] => {
        const items = mapAt(config, listener)[list];
        return (isList(items) ? items : []).flatMap((item, index) => {
            const place = at(`${listener}.${list}`, index);
            return isMap(item) ? [...found(`${place}.tls`, item["tls"]), ...found(`${place}.proxy.tls`, mapAt(item, "proxy")["tls"])] : [];
        });
    };
    return [
        ...found("tls", config["tls"], "nats"),
        ...found("resolver_tls", config["resolver_tls"]),
        ...LISTENERS.flatMap((listener) => found(`${listener}.tls`, mapAt(config, listener)["tls"], listener)),
        ...inList("gateway", "gateways"),
        ...inList("leafnodes", "remotes"),
    ];
}
