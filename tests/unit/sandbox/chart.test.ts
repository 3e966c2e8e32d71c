import assert from "node:assert/strict";
import { findChart } from "../../../sandbox/parts/chart";
import { CHART_VERSION } from "../../../sandbox/parts/versions";
import { CHECKOUT, fakeMachine } from "./fakeMachine";

const OWN = `${CHECKOUT}/sandbox/chart`;
const CACHED = `/cache/official/nats-${CHART_VERSION}.tgz`;

describe("sandbox: the NATS chart", () => {
    it("is the user's, when NATS_CHART names one", async () => {
        const machine = fakeMachine({ environment: { NATS_CHART: "/charts/nats" }, files: ["/charts/nats", CACHED] });
        assert.deepEqual(await findChart(machine), { name: "chart", origin: "from NATS_CHART", path: "/charts/nats", standIn: false });
    });

    it("may be a reference, which is passed on as it is", async () => {
        const reference = "oci://registry.example.com/nats";
        assert.equal((await findChart(fakeMachine({ environment: { NATS_CHART: reference } }))).path, reference);
    });

    it("is refused when NATS_CHART names a file that isn't there", async () => {
        await assert.rejects(findChart(fakeMachine({ environment: { NATS_CHART: "/nowhere" }, files: [`${OWN}/Chart.yaml`] })), {
            message: "chart: NATS_CHART is /nowhere, and there is no such file\nWhat to do: correct NATS_CHART, or unset it",
        });
    });

    it("is the one downloaded earlier, then the official one, then the sandbox's own", async () => {
        assert.equal((await findChart(fakeMachine({ files: [CACHED] }))).origin, `downloaded earlier (${CHART_VERSION})`);
        assert.equal((await findChart(fakeMachine({ online: true }))).origin, `downloaded (${CHART_VERSION})`);
        const own = await findChart(fakeMachine({ files: [`${OWN}/Chart.yaml`] }));
        assert.deepEqual([own.path, own.standIn], [OWN, true]);
    });

    it("stays a stand-in in a shell that has the sandbox's environment", async () => {
        const machine = fakeMachine({ environment: { NATS_CHART: OWN }, files: [OWN, `${OWN}/Chart.yaml`] });
        assert.equal((await findChart(machine)).standIn, true);
    });
});
