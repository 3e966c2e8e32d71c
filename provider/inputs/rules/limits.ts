import { durationSeconds } from "../../values/duration";
import { type Settled, Leaf, isMap } from "../../values/leaf";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const MAX_PAYLOAD_DEFAULT = 2 ** 20;
const MAX_PENDING_DEFAULT = 64 * 2 ** 20;

export const limitRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.jetstream",
        fails: ({ config: { jetstream } }) =>
            jetstream !== undefined &&
            !(jetstream instanceof Leaf ? jetstream.passes((known) => isMap(known as Settled)) !== false : isMap(jetstream)),
        reason: "must be a map of settings; use jetstream.enabled to turn JetStream on or off",
    },
    {
        path: "config.merge.jetstream",
        needs: ["jetstream.enabled"],
        fails: ({ config, jetstream }) => isMap(config["jetstream"]) && !jetstream.enabled,
        reason: "would turn JetStream on, without volumes, and jetstream.enabled is false; remove it, or set jetstream.enabled: true",
    },
    {
        path: "config.merge.server_name",
        needs: ["replicas"],
        fails: ({ config, replicas }) => config["server_name"] !== undefined && replicas > 1,
        reason: ({ replicas }) =>
            `would give ${replicas} servers one name, and JetStream would never elect a leader ("Duplicate Server Name"); remove it: each server is named after its pod`,
    },
    {
        path: "config.merge.max_payload",
        fails: ({ config }) => {
            const [payload, pending] = [config["max_payload"] || MAX_PAYLOAD_DEFAULT, config["max_pending"] || MAX_PENDING_DEFAULT];
            return typeof payload === "number" && typeof pending === "number" && payload > pending;
        },
        reason: ({ config }) => {
            const [payload, pending] = [
                bytes(config["max_payload"] || undefined, MAX_PAYLOAD_DEFAULT),
                bytes(config["max_pending"] || undefined, MAX_PENDING_DEFAULT),
            ];
            const said = !config["max_payload"] ? `${payload}, its default` : `${payload}`;
            return `must be at most max_pending, ${pending} bytes, got ${said}; lower it, or raise limits.maxPending (max_pending); NATS recommends 8MB or less`;
        },
    },
    {
        path: "config.merge.lame_duck_duration",
        fails: ({ config }) => typeof config["lame_duck_duration"] === "string" && durationSeconds(config["lame_duck_duration"]) < 30,
        reason: ({ config }) => `must be at least 30s, got ${JSON.stringify(config["lame_duck_duration"])}`,
    },
    {
        path: "config.merge.lame_duck_grace_period",
        fails: ({ config }) => {
            const grace = seconds(config["lame_duck_grace_period"], 10);
            return grace < 0 || grace >= seconds(config["lame_duck_duration"], 30);
        },
        reason: "must be from 0s to less than lame_duck_duration (30s unless it is set)",
    },
];

function bytes(value: Settled, fallback: number): number {
    return typeof value === "number" ? value : fallback;
}

function seconds(value: unknown, fallback: number): number {
    return typeof value === "string" ? durationSeconds(value) : fallback;
}
