// From an older official chart, with the servers of its day, to the newest: one server after another, under load.
import assert from "node:assert/strict";
import { join } from "node:path";
import { officialChart } from "../../provider/inputs/defaults";
import { layout } from "../../sandbox/layout";
import { quiet } from "../../sandbox/log";
import { thisMachine } from "../../sandbox/parts/machine";
import { eventually } from "../support/client";
import { deleteNamespace, kubernetesObjects, podIdentities, uniqueNamespace } from "../support/cluster";
import { hasImage } from "../support/images";
import { measured } from "../support/measured";
import { skipFor } from "../support/needs";
import { engineParts } from "../support/parts";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";
import { type Written, Writer } from "../support/writer";

/** The version of a chart and of its servers. */
const OLDER = "2.12.11";
const APP = { user: "app", pass: "app's" };

interface Service {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly clusterIP: string };
}

describe(`an upgrade from ${OLDER}`, function () {
    this.timeout(900_000);
    asSteps();
    const namespace = uniqueNamespace("upgrade");
    let stack: Stack | undefined;
    let writer: Writer | undefined;

    const program = (changes: object = {}): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 3,
            users: { app: { password: APP.pass } },
            jetstream: { size: "1Gi" },
            ...changes,
        });

    before(async function () {
        const parts = await engineParts();
        if (parts.chart.standIn) {
            skipFor(this, "the official NATS chart", "set NATS_CHART to its directory or archive");
        }
        const chart = await olderChart();
        if (chart === undefined) {
            skipFor(this, `the official NATS chart ${OLDER}`, "set OLDER_NATS_CHART to its directory or archive");
        }
        if (!(await hasImage(`${OLDER}-alpine`))) {
            skipFor(this, `an image of nats-server ${OLDER}`, "let Go download its module");
        }
        stack = await Stack.create(program({ chart }));
    });
    after(async () => {
        await writer?.connection.close();
        await stack?.destroy();
        stack?.remove();
        await deleteNamespace(namespace);
    });

    it("starts with the older servers, and a client that writes", async () => {
        await stack!.up();
        assert.deepEqual(await versions(), [OLDER]);
        // Through the Service: pods come back with other addresses.
        const services = await kubernetesObjects<Service>("services", namespace);
        const address = services.find(({ metadata }) => metadata.name === "nats")!.spec.clusterIP;
        writer = await Writer.start(`${address}:4222`, "orders", () => APP);
    });

    it("is refused where it leaves out what the servers need between: 2.15 replicates what 2.12 doesn't understand", async () => {
        const before = await podIdentities(namespace);
        stack!.write(program({ values: { container: { image: { tag: "2.15.2-alpine" } } } }));
        for (const text of [await stack!.cli("preview"), await stack!.cli("up", "--yes", "--skip-preview")]) {
            assert.match(text, /property chartVersion .*would bring servers 2\.15\.2.* in place of 2\.12\.11.*go to 2\.14 first/s);
        }
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("says at preview that every server restarts", async () => {
        stack!.write(program());
        const { diagnostics } = await stack!.preview();
        assert.ok(diagnostics.some((message) => /every server restarts, one after another/.test(message)));
    });

    it("loses no message that was acknowledged", async () => {
        const { seconds } = await stack!.up();
        assert.equal((await versions()).length, 1);
        assert.notDeepEqual(await versions(), [OLDER]);
        const before = writer!.acknowledged;
        await eventually(
            () => Promise.resolve(writer!.acknowledged),
            (now) => now > before,
            30,
        );
        const written: Written = await writer!.stop();
        measured("upgrade", { from: OLDER, seconds, ...written });
        assert.equal(written.lost, 0);
        assert.deepEqual((await stack!.preview()).steps, {});
    });

    /** The versions of the servers that run, each once. */
    async function versions(): Promise<string[]> {
        const pods = await kubernetesObjects<{ readonly status: { readonly podIP: string } }>("pods", namespace);
        const all = pods.map(async ({ status }) => {
            const answer = await fetch(`http://${status.podIP}:8222/varz`);
            return ((await answer.json()) as { version: string }).version;
        });
        return [...new Set(await Promise.all(all))];
    }
});

async function olderChart(): Promise<string | undefined> {
    const given = process.env["OLDER_NATS_CHART"];
    if (given !== undefined && given !== "") {
        return given;
    }
    const file = join(layout.cache, "official", `nats-${OLDER}.tgz`);
    const problem = await thisMachine(quiet).download(officialChart(OLDER), file);
    return problem === undefined ? file : undefined;
}
