import { MONITOR_PORT } from "../inputs/defaults";

/**
 * As the chart's probe, a server has started when all its streams have caught up. But servers that all broke together could then never be
 * repaired: the StatefulSet waits for the first one, and the first for a quorum that the others, still broken, can't give.
 * https://github.com/nats-io/k8s/issues/1140
 *
 * So a server that is well by itself has started too when it has no route to any peer: there is nobody to catch up from. And when the
 * cluster has never had a leader: the first election takes all the servers, so after a minute the missing ones are let come.
 *
 * One stream that can't be well, such as one with more reserved than its account may have by now, would keep the server from its clients
 * for ever: NATS calls all of the server unwell for it. So after a minute a server has started when it is well but for streams and
 * consumers of which none catches up, and of which there were as many ten seconds before.
 */
const STARTED = `
monitor=http://127.0.0.1:${MONITOR_PORT}
seen=/var/run/nats/unwell
well() { wget -q -O /dev/null "$monitor/healthz$1"; }
says() { wget -q -O - "$monitor/$1" | grep -q "$2"; }
hopeless() {
  # wget doesn't show an answer that is an error.
  answer=$(printf 'GET /healthz?details=true HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 ${MONITOR_PORT}) || return 1
  case $answer in
    *'catching up'*) return 1 ;;
    *'"errors"'*) ;;
    *) return 1 ;;
  esac
  before=$(cat $seen 2>/dev/null)
  echo \${#answer} > $seen
  [ "$before" = \${#answer} ]
}
well || {
  well '?js-server-only=true' && {
    says routez '"num_routes": 0' || {
      says varz '"uptime": ".*m' && {
        says 'raftz?group=_meta_' '"ever_had_leader": false' || { well '?js-meta-only=true' && hopeless; }
      }
    }
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

/**
 * A lone server reads its streams before it lets clients in, and what it can't read then it never will: a stream of an account that is no
 * more, or one that wants three servers. The chart's probe would wait for it for ever.
 */
export const STANDALONE_STARTUP_PATCH = {
    op: "replace",
    path: "/startupProbe/httpGet/path",
    value: "/healthz?js-enabled-only=true",
};
