import assert from "node:assert/strict";
import { layoutOf, makeFolders } from "../../../sandbox/layout";
import { fateOfState, readRecord, writeRecord } from "../../../sandbox/record";
import { temporaryFolder } from "./temporary";

describe("sandbox: what it remembers", () => {
    const folder = temporaryFolder();

    it("is nothing at first, then what was written", () => {
        const layout = layoutOf(folder(), {});
        makeFolders(layout);
        assert.equal(readRecord(layout), undefined);
        const record = { kubeconfig: "/k", cluster: "uid", outputs: { url: "nats://nats" } };
        writeRecord(layout, record);
        assert.deepEqual(readRecord(layout), record);
    });

    it("keeps the stack's state in the same cluster, and at first", () => {
        const question = { current: "a", recordedAnswers: true, recordedIsThrowAway: false };
        assert.equal(fateOfState({ ...question, recorded: undefined }), "kept");
        assert.equal(fateOfState({ ...question, recorded: "a" }), "kept");
    });

    it("forgets the state only with a throw-away cluster that is gone", () => {
        const another = { recorded: "a", current: "b" };
        assert.equal(fateOfState({ ...another, recordedAnswers: false, recordedIsThrowAway: true }), "reset");
        assert.equal(fateOfState({ ...another, recordedAnswers: true, recordedIsThrowAway: true }), "refused");
        assert.equal(fateOfState({ ...another, recordedAnswers: false, recordedIsThrowAway: false }), "refused");
        assert.equal(fateOfState({ ...another, recordedAnswers: true, recordedIsThrowAway: false }), "refused");
    });
});
