import { type Settled, type SettledMap, valueAt } from "../values/leaf";

/** The restricted profile. https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
export const POD_SECURITY = {
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    fsGroup: 1000,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
};

export const CONTAINER = {
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
    // What a server says before it dies becomes the pod's status, so an update that waits for the pod can say it.
    terminationMessagePolicy: "FallbackToLogsOnError",
};

/** The containers that the chart makes only where the user's values ask for them: the exporter of metrics, and nats-box. */
export function optionalContainers(values: SettledMap): SettledMap {
    return {
        ...(isAskedFor(valueAt(values, "promExporter", "enabled")) && { promExporter: { merge: CONTAINER } }),
        natsBox: { enabled: false, ...(isAskedFor(valueAt(values, "natsBox", "enabled")) && NATS_BOX) },
    };
}

/** One that isn't known yet may be. */
function isAskedFor(enabled: Settled): boolean {
    return enabled !== undefined && enabled !== null && enabled !== false;
}

/**
 * nats-box keeps its contexts below /nsc, and starts in root's home, where nobody else gets in.
 * https://github.com/nats-io/nats-box/issues/72
 */
const NATS_BOX = {
    container: {
        merge: { ...CONTAINER, workingDir: "/nsc" },
        patch: [{ op: "add", path: "/volumeMounts/-", value: { name: "nsc", mountPath: "/nsc" } }],
    },
    podTemplate: {
        merge: { spec: { automountServiceAccountToken: false, securityContext: POD_SECURITY } },
        patch: [{ op: "add", path: "/spec/volumes/-", value: { name: "nsc", emptyDir: {} } }],
    },
};
