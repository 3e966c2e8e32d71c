// An update that is refused or fails ends with its own error, and with no second one that comes of the first.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { toUnansweredCluster } from "../support/kubeconfigs";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

/** Without the component it would take a minute for each object. */
const WITHIN_SECONDS = 5;

describe("what ends an update", function () {
    this.timeout(300_000);
    const namespace = uniqueNamespace("errors");
    let stack: Stack;
    const program = (inputs: object): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { size: "1Gi" },
            users: { app: { password: "p" } },
            ...inputs,
        });

    before(async () => {
        stack = await Stack.create(program({}), { PULUMI_DEBUG_COMMANDS: "true" });
        await stack.up();
    });
    after(async () => {
        stack.write(program({}));
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    /** The errors that the engine tells of, with whom each is about. */
    async function errorsOf(...command: readonly string[]): Promise<string[]> {
        const log = join(stack.folder, "events");
        rmSync(log, { force: true });
        const text = await stack.cli(...command, "--event-log", log);
        const events = readFileSync(log, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Event);
        assert.doesNotMatch(text, /connection is closing|grpc:|Canceled/);
        return events.flatMap(({ diagnosticEvent: told }) => (told?.severity === "error" ? [`${told.urn ?? ""} ${told.message}`] : []));
    }
    interface Event {
        readonly diagnosticEvent?: { readonly severity: string; readonly urn?: string; readonly message: string };
    }

    const COMMANDS = [["preview"], ["up", "--yes", "--skip-preview"]] as const;
    const failing: Record<string, { inputs: object; says: RegExp; commands?: readonly (readonly string[])[]; nowhere?: true }> = {
        "an input that can't work": { inputs: { replicas: 0 }, says: /1 input can't work|property replicas/ },
        "a change that the look into the cluster refuses": { inputs: { jetstream: { size: "512Mi" } }, says: /property jetstream\.size/ },
        "a change that the state refuses": {
            inputs: { config: { merge: { jetstream: { domain: "hub" } } } },
            says: /jetstream\.domain/,
            commands: [["preview"]],
            nowhere: true,
        },
        "a chart that isn't there": { inputs: { chart: "./no-such-chart.tgz" }, says: /no-such-chart/ },
        "servers that don't come up": {
            inputs: { timeoutSeconds: 15, values: { container: { image: { fullImageName: "nats:no-such" } } } },
            says: /timed out waiting to be Ready|ImagePull/,
            commands: [["up", "--yes", "--skip-preview"]],
        },
    };
    for (const [what, { inputs, says, commands = COMMANDS, nowhere }] of Object.entries(failing)) {
        it(`is told once: ${what}`, async () => {
            stack.write(program(inputs));
            const kubeconfig = stack.environment["KUBECONFIG"]!;
            if (nowhere) {
                Object.assign(stack.environment, toUnansweredCluster(stack.folder));
            }
            try {
                for (const command of commands) {
                    const errors = await errorsOf(...command);
                    // The engine's own last word.
                    const own = errors.filter((error) => !/^ (update|preview) failed\s*$/.test(error));
                    assert.equal(own.length, 1, errors.join("\n---\n"));
                    assert.match(own[0]!, says);
                }
            } finally {
                Object.assign(stack.environment, { KUBECONFIG: kubeconfig });
            }
        });
    }

    it(`is told once, within ${WITHIN_SECONDS} s: a namespace that isn't there`, async () => {
        stack.write({ resources: { nats: { type: "nats:Cluster", properties: { ...SMALL, namespace: "no-such-namespace" } } } });
        const start = Date.now();
        const errors = await errorsOf("up", "--yes", "--skip-preview");
        const seconds = (Date.now() - start) / 1000;
        measured("missing namespace told", { seconds });
        const own = errors.filter((error) => !/^ update failed\s*$/.test(error));
        assert.equal(own.length, 1, errors.join("\n---\n"));
        assert.match(own[0]!, /property namespace .*there is no namespace "no-such-namespace".*set createNamespace: true/s);
        assert.ok(seconds <= WITHIN_SECONDS, `${seconds} s`);
    });

    it("is told once where other clusters are being made at that moment", async () => {
        // Pulumi reads no YAML in which a part stands for another.
        const cluster = (inputs: object): object => (structuredClone(program(inputs)) as { resources: { nats: object } }).resources.nats;
        const names = ["a", "b", "c", "d", "e", "f"];
        const others = Object.fromEntries(names.map((name) => [name, cluster({ name })]));
        stack.write({ resources: { ...others, nats: cluster({ jetstream: { size: "512Mi" } }) } });
        const errors = await errorsOf("preview");
        assert.equal(errors.length, 1, errors.join("\n---\n"));
        assert.match(errors[0]!, /property jetstream\.size/);
    });
});
