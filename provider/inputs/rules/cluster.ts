import { type SettledMap, isList, mapAt } from "../../values/leaf";
import { isOfChart } from "../listens";
import { textsOf } from "../shares";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

/** Where the server listens to clients and monitoring in any case, and to other servers where there are any. */
const TAKEN = [4222, 8222];
const ROUTES = 6222;
const PROFILER = "prof_port";
const HOLDERS = ["gateway", "leafnodes", "websocket", "mqtt", PROFILER];

export const clusterRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.cluster.accounts",
        fails: ({ config }) => {
            const accounts = mapAt(config, "cluster")["accounts"];
            const names = typeof accounts === "string" ? [accounts] : textsOf(accounts);
            return new Set(names).size < names.length;
        },
        reason: 'must name each account once: a NATS server with one of them twice does not start ("found duplicate account name")',
    },
    {
        path: "config.merge.cluster.pool_size",
        fails: ({ config }) => {
            const { accounts, pool_size: size } = mapAt(config, "cluster");
            const pinned = typeof accounts === "string" || (isList(accounts) && accounts.length > 0);
            return typeof size === "number" && size < 0 && pinned;
        },
        reason: "must be 0 or more beside cluster.accounts: without a pool no account can have routes of its own",
    },
    ...HOLDERS.map((holder, index): Rule<Spec> => ({
        path: `config.merge.${holder}`,
        needs: ["replicas"],
        fails: (spec) => {
            const others = [
                ...TAKEN,
                ...(spec.replicas > 1 ? [ROUTES] : []),
                ...HOLDERS.slice(0, index).map((other) => portOf(spec, other)),
            ];
            const port = portOf(spec, holder);
            return port !== undefined && others.includes(port);
        },
        reason: (spec) =>
            `would listen at port ${portOf(spec, holder)}, where something else does: a NATS server with that does not start ("address already in use")`,
    })),
];

/** Where something of `config.merge` would listen. */
function portOf(spec: Spec, holder: string): number | undefined {
    const { port, listen }: SettledMap = holder === PROFILER ? { port: spec.config[holder] || undefined } : mapAt(spec.config, holder);
    const given = port ?? (typeof listen === "string" ? Number(/\d+$/.exec(listen)?.[0]) : listen);
    return typeof given === "number" && !isOfChart(spec, holder) ? given : undefined;
}
