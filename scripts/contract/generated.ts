// Every file that is made from the contract, but the SDKs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTRACT_TS, renderProviderContract } from "./provider";
import { ROOT, readContract } from "./read";
import { renderReadme } from "./readme";
import { renderSchema } from "./schema";

/** Their contents, by path from the root of the repository. */
export async function generatedFiles(): Promise<Readonly<Record<string, string>>> {
    const contract = readContract();
    return {
        "schema.json": renderSchema(contract),
        [CONTRACT_TS]: await renderProviderContract(contract),
        "README.md": await renderReadme(contract, readFileSync(join(ROOT, "README.md"), "utf8")),
    };
}
