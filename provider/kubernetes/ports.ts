import { CLIENT_PORT, MONITOR_PORT } from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import { type Settled, type SettledMap, isMap, mapAt } from "../values/leaf";
import { derive } from "../values/text";

/** What clients and other clusters connect to besides 4222, and the chart's ports for it. */
const LISTENERS: Readonly<Record<string, number>> = { leafnodes: 7422, gateway: 7222, websocket: 8080, mqtt: 1883 };
const EXPORTER_PORT = 7777;

/** The ports that clients connect to. */
export function clientPorts({ config, values }: Spec): Settled[] {
    const others = Object.entries(LISTENERS).map(([protocol, usual]) => {
        const chart = mapAt(mapAt(values, "config"), protocol);
        return portOf(mapAt(config, protocol)) ?? enabledPort(chart, usual);
    });
    return [CLIENT_PORT, ...others.filter((port) => port !== undefined)];
}

/** The ports that tell about the servers, to anybody who reaches them. */
export function monitoringPorts({ values }: Spec): Settled[] {
    const exporter = enabledPort(mapAt(values, "promExporter"), EXPORTER_PORT);
    return exporter === undefined ? [MONITOR_PORT] : [MONITOR_PORT, exporter];
}

function enabledPort({ enabled, port }: SettledMap, usual: number): Settled {
    return enabled === true ? (port ?? usual) : undefined;
}

/** The port of a block of nats.conf: its own setting, or the end of `listen`. Without either it only connects to others. */
function portOf({ port, listen }: SettledMap): Settled {
    if (port !== undefined || listen === undefined || isMap(listen)) {
        return port;
    }
    return derive(listen as string | number, (address) => Number(/[0-9]+$/.exec(String(address))?.[0]));
}
