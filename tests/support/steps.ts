/**
 * Makes the tests of a suite steps of one story: after one has failed, the rest are skipped. (Mocha's own `bail` looks at the failures of
 * every suite before it.)
 */
export function asSteps(): void {
    let failed = false;
    beforeEach(function () {
        if (failed) {
            this.skip();
        }
    });
    afterEach(function () {
        failed ||= this.currentTest?.state === "failed";
    });
}
