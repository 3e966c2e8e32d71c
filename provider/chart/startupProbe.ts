import { MONITOR_PORT } from "../inputs/defaults";

/**
 * As the chart's probe, a server has started when all its streams have caught up. But servers that all broke together could then never be
 * repaired: the StatefulSet waits for the first one, and the first for a quorum that the others, still broken, can't give.
 * https://github.com/nats-io/k8s/issues/1140
 *
 * So a server that is well by itself has started too when it has no route to any peer: there is nobody to catch up from. And when the
 * cluster has never had a leader: the first election takes all the servers, so after a minute the missing ones are let come.
 */
const STARTED = `
monitor=http://127.0.0.1:${MONITOR_PORT}
well() { wget -q -O /dev/null "$monitor/healthz$1"; }
says() { wget -q -O - "$monitor/$1" | grep -q "$2"; }
well || {
  well '?js-server-only=true' && {
    says routez '"num_routes": 0' || { says 'raftz?group=_meta_' '"ever_had_leader": false' && says varz '"uptime": ".*m'; }
  }
}
`.trim();

/** The timing is the chart's. */
export const STARTUP_PROBE = {
    exec: { command: ["sh", "-c", STARTED] },
    initialDelaySeconds: 10,
    timeoutSeconds: 8,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 90,
};
