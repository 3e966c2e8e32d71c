// `make fuzz`: as many specs as FUZZ_CASES says (10,000), from FUZZ_SEED on.
import { command } from "../../sandbox/failure";
import { toTerminal } from "../../sandbox/log";
import { campaign } from "./campaign";
import { findTools } from "./tools";

void command(toTerminal, async () => {
    const cases = Number(process.env["FUZZ_CASES"] || 10_000);
    const seed = Number(process.env["FUZZ_SEED"] || Date.now() % 2 ** 30);
    const tools = await findTools();
    toTerminal(`${cases} specs from seed ${seed}`);
    const { counts } = await campaign(tools, seed, cases, ({ seed: own, spec, message }) =>
        toTerminal(`\nFUZZ_SEED=${own} FUZZ_CASES=1\n${message}\n${spec}`),
    );
    toTerminal(`\nrefused ${counts.refused}, booted ${counts.booted}, failed ${counts.failed}`);
    process.exitCode = counts.failed === 0 ? 0 : 1;
});
