import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import * as settings from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";
import type { ChartCopies } from "../../provider/chart/copies";
import { NatsProvider } from "../../provider/engine/provider";
import type { Seen } from "../../provider/review/seen";
import type { Text } from "../../provider/values/text";
import { outcomeOf } from "./outcomes";
import { type Opened, openOutput } from "./outputs";
import { type Registered, readRegistration } from "./registered";

export interface Constructed {
    /** What was made, the component first. */
    readonly resources: readonly Registered[];
    readonly outputs: Readonly<Record<string, Opened>>;
    readonly warnings: readonly string[];
}

interface Run {
    readonly name?: string;
    readonly preview?: boolean;
    readonly options?: pulumi.ComponentResourceOptions;
    /** What the providers tell of resources of a type, in place of the usual. */
    readonly outcomes?: Readonly<Record<string, object>>;
    /** What a look into the cluster finds; without, there is no cluster to be seen. */
    readonly seen?: Seen | (() => Seen);
}

/**
 * Makes the component with Pulumi's own mocks: no engine and no plugin. Each time with a runtime of its own, as the plugin does for each
 * Construct, so that nothing of it is left for the next test.
 */
export function construct(inputs: pulumi.Inputs, run: Run = {}): Promise<Constructed> {
    return withRuntime(() => constructHere(inputs, run));
}

export function withRuntime<T>(run: () => Promise<T>): Promise<T> {
    return (state as unknown as Runtimes).withLocalStorage(run);
}

async function constructHere(
    inputs: pulumi.Inputs,
    { name = "nats", preview = false, options = {}, outcomes = {}, seen }: Run,
): Promise<Constructed> {
    const resources: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            call: () => ({}),
            newResource: ({ type, name, inputs }) => ({
                id: name,
                state: { ...outcomeOf(type, name, inputs as object, preview), ...outcomes[type] },
            }),
        },
        "project",
        "stack",
        preview,
        "organization",
    );
    record((request) => resources.push(readRegistration(request)));
    const { result, warnings } = await listening(async () => {
        const { urn, state } = await new NatsProvider({}, undefined, undefined, NO_COPIES, () =>
            seen === undefined ? Promise.reject(new Error("nobody answers")) : Promise.resolve(typeof seen === "function" ? seen() : seen),
        ).construct(name, "nats:index:Cluster", inputs, options);
        await openOutput(urn);
        await (settings as unknown as Settings).waitForRPCs();
        return Promise.all(Object.entries(state as object).map(async ([key, value]) => [key, await openOutput(value)] as const));
    });
    return { resources, outputs: Object.fromEntries(result), warnings };
}

// Nor is the cluster of whoever runs the tests.
process.env["KUBECONFIG"] = "/nowhere";

/** No copies of charts: nothing is asked of the network. */
const NO_COPIES = {
    locate: ({ source }: { source: Text }) => Promise.resolve({ source, end: () => undefined }),
} as unknown as ChartCopies;

/** What the SDK's server for plugins uses of its runtime; the public types leave it out. */
interface Runtimes {
    withLocalStorage<T>(run: () => Promise<T>): Promise<T>;
}
interface Settings {
    waitForRPCs(): Promise<void>;
}

/** Mocks are told of inputs only; the options are in the requests that the mocks' monitor gets. */
function record(note: (request: RegisterResourceRequest) => void): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as MockMonitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request: RegisterResourceRequest, callback) => {
        note(request);
        return register(request, callback);
    };
    takeHooks();
}

/** The mocks say that they have hooks, and have none. */
export function takeHooks(): void {
    Object.assign(pulumi.runtime.getMonitor()!, { registerResourceHook: (_: unknown, done: (error: null) => void) => done(null) });
}

/** Without an engine Pulumi writes warnings to the console. */
async function listening<T>(run: () => Promise<T>): Promise<{ result: T; warnings: string[] }> {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (message: string) => warnings.push(message.replace("warning: [runtime] ", ""));
    try {
        return { result: await run(), warnings };
    } finally {
        console.warn = warn;
    }
}
