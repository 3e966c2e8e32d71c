import type { CheckResult } from "@pulumi/pulumi/provider";
import { readFacts } from "../review/facts";
import { review } from "../review/review";
import type { EngineLog } from "./engineLog";

/** Reviews a change of a cluster: the old facts against the new. https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/ */
export async function checkRevision(urn: string, olds: unknown, news: unknown, log: EngineLog | undefined): Promise<CheckResult> {
    const { problems, notices } = review(readFacts(olds), readFacts(news));
    for (const { severity, message } of notices) {
        await log?.write(severity, message, urn);
    }
    return { inputs: news, failures: problems.map(({ path, reason }) => ({ property: path, reason })) };
}
