import { type Settled, isList, isMap, valueAt } from "../../values/leaf";
import { AUTH_MOUNT_PATH, reloaderPrefixes, reloaderSees } from "../mountedFiles";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const PREFIXES = "values.reloader.natsVolumeMountPrefixes";
/** Where nats.conf names certificates that the chart tells the reloader of, and where the chart's values say in which folders these are. */
const BLOCKS = ["", "cluster.", "gateway.", "leafnodes.", "mqtt.", "websocket."];
const LISTENERS = ["nats", "cluster", "gateway", "leafnodes", "mqtt", "websocket"];

function isHidden(spec: Spec, file: Settled): boolean {
    return typeof file === "string" && file.startsWith("/") && !reloaderSees(spec, file);
}

function missing(file: Settled, spec: Spec): string {
    const path = typeof file === "string" ? file : "";
    const prefixes = reloaderPrefixes(spec).map(String);
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    return (
        `is ${path}, which the configuration reloader doesn't see (it has the mounts under ${prefixes.join(", ")}), and so it would end again and again; ` +
        `mount the file under /etc/, or set ${PREFIXES}: ${JSON.stringify([...prefixes, folder])}`
    );
}

/** The folder of a certificate that the chart mounts; nothing where it mounts none. */
function mountedAt(values: Settled, ...place: string[]): Settled {
    const mount = valueAt(values, ...place);
    const names = isMap(mount) ? [mount["secretName"], mount["configMapName"]] : [];
    const isMounted = isMap(mount) && mount["enabled"] === true && names.some((name) => name !== undefined && name !== null);
    const folder = isMounted ? mount["dir"] : undefined;
    return typeof folder === "string" ? `${folder.replace(/\/$/, "")}/` : folder;
}

/** What the servers' pods mount, and who has to see it. */
export const mountRules: readonly Rule<Spec>[] = [
    ...BLOCKS.flatMap((block) =>
        ["cert_file", "key_file", "ca_file"].map((key): Rule<Spec> => {
            const setting = `${block}tls.${key}`;
            const fileOf = (spec: Spec) => valueAt(spec.config, ...setting.split("."));
            return {
                path: `config.merge.${setting}`,
                fails: (spec) => isHidden(spec, fileOf(spec)),
                reason: (spec) => missing(fileOf(spec), spec),
            };
        }),
    ),
    ...[...LISTENERS.map((listener) => ["config", listener, "tls"]), ["tlsCA"]].map((place): Rule<Spec> => ({
        path: `values.${place.join(".")}.dir`,
        fails: (spec) => isHidden(spec, mountedAt(spec.values, ...place)),
        reason: (spec) => missing(mountedAt(spec.values, ...place), spec),
    })),
    {
        path: PREFIXES,
        fails: (spec) => isList(valueAt(spec.values, "reloader", "natsVolumeMountPrefixes")) && !reloaderSees(spec, AUTH_MOUNT_PATH),
        reason: (spec) =>
            `must have /etc/ among them: without ${AUTH_MOUNT_PATH} the reloader never sees a new user or a changed password, got ` +
            JSON.stringify(reloaderPrefixes(spec).map(String)),
    },
    {
        path: "values.config.monitor.tls.enabled",
        fails: ({ values, config }) =>
            valueAt(values, "config", "monitor", "tls", "enabled") === true &&
            config["tls"] === undefined &&
            [undefined, null, false].includes(valueAt(values, "config", "nats", "tls", "enabled") as boolean | undefined),
        reason: "takes the certificate of values.config.nats.tls, and that isn't enabled: a NATS server without it does not start",
    },
];
