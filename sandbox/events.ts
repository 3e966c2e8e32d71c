/** The parts of the engine's events that are told. https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go */
export interface EngineEvent {
    readonly resOutputsEvent?: { readonly metadata: Step };
    readonly resOpFailedEvent?: { readonly metadata: Step };
    readonly diagnosticEvent?: {
        readonly urn?: string;
        readonly message: string;
        readonly severity: string;
        readonly ephemeral?: boolean;
    };
    readonly summaryEvent?: { readonly resourceChanges: Readonly<Record<string, number>> };
}

interface Step {
    readonly op: string;
    readonly urn: string;
    readonly type: string;
}

/** What a line says of a finished step. Steps that do nothing of their own, such as `same` and `replace`, have no line. */
const DONE: Readonly<Record<string, string>> = {
    create: "created",
    update: "updated",
    delete: "deleted",
    "create-replacement": "created anew",
    "delete-replaced": "deleted the old",
    discard: "discarded",
    import: "imported",
    refresh: "refreshed",
};

/** What a line says of a step in the summary. */
const COUNTED: Readonly<Record<string, string>> = { ...DONE, same: "unchanged", replace: "replaced" };

/** The line of one event; undefined when there is nothing to tell. */
export function lineOf(event: EngineEvent): string | undefined {
    if (event.resOutputsEvent !== undefined) {
        const { op, urn, type } = event.resOutputsEvent.metadata;
        const done = DONE[op];
        return done === undefined || isInternal(type) ? undefined : stepLine(done, urn);
    }
    if (event.resOpFailedEvent !== undefined) {
        return stepLine("FAILED", event.resOpFailedEvent.metadata.urn);
    }
    if (event.diagnosticEvent !== undefined) {
        return diagnosticLine(event.diagnosticEvent);
    }
    return undefined;
}

/** Why an operation failed: a message that stays, of the engine or a plugin (`error`), or of the program (`info#err`). */
export function errorOf({ diagnosticEvent: diagnostic }: EngineEvent): string | undefined {
    if (diagnostic === undefined || diagnostic.ephemeral === true || !["error", "info#err"].includes(diagnostic.severity)) {
        return undefined;
    }
    const message = diagnostic.message.trimEnd();
    // What the engine itself says at the end of every failure.
    if (message === "" || message === "update failed") {
        return undefined;
    }
    return diagnostic.urn === undefined ? message : `${nameOf(diagnostic.urn)}: ${message}`;
}

/** `15 created, 2 unchanged`; undefined for any other event. */
export function summaryOf({ summaryEvent }: EngineEvent): string | undefined {
    if (summaryEvent === undefined) {
        return undefined;
    }
    const counts = Object.entries(summaryEvent.resourceChanges).map(([op, count]) => `${String(count)} ${COUNTED[op] ?? op}`);
    return counts.length === 0 ? "nothing to do" : counts.join(", ");
}

function diagnosticLine(diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>): string | undefined {
    const [first = ""] = diagnostic.message.trim().split("\n");
    if (diagnostic.ephemeral === true) {
        // What a resource is waiting for, as the kubernetes plugin says it: `[1/2] Waiting for StatefulSet to create Pods (1/3 Pods ready)`.
        return first.startsWith("[") ? stepLine("waiting", diagnostic.urn ?? "", first) : undefined;
    }
    return diagnostic.severity === "warning" ? stepLine("warning", diagnostic.urn ?? "", first) : undefined;
}

function stepLine(done: string, urn: string, text?: string): string {
    const subject = urn === "" ? "" : nameOf(urn);
    return `${done.padEnd(17)}${[subject, text].filter((part) => part !== undefined && part !== "").join(": ")}`;
}

/** The stack itself and the providers are Pulumi's own bookkeeping. */
function isInternal(type: string): boolean {
    return type === "pulumi:pulumi:Stack" || type.startsWith("pulumi:providers:");
}

/** `Secret nats-auth` of `urn:pulumi:sandbox::quickstart::nats:index:Cluster$kubernetes:core/v1:Secret::nats-auth`. */
export function nameOf(urn: string): string {
    const [, , types = "", name = ""] = urn.split("::");
    const type = types.split("$").at(-1) ?? "";
    return `${type.split(":").at(-1) ?? type} ${name}`;
}
