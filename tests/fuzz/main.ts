// `make fuzz`: as many specs as FUZZ_CASES says (10,000), from FUZZ_SEED on, with each version of the server.
import { command } from "../../sandbox/failure";
import { toTerminal } from "../../sandbox/log";
import { campaign } from "./campaign";
import { VERSIONS, findTools } from "./tools";

void command(toTerminal, async () => {
    const cases = Number(process.env["FUZZ_CASES"] || 10_000);
    const seed = Number(process.env["FUZZ_SEED"] || Date.now() % 2 ** 30);
    for (const version of VERSIONS) {
        const tools = await findTools(version);
        toTerminal(`${cases} specs from seed ${seed} with nats-server ${version}`);
        const { counts } = await campaign(tools, seed, cases, ({ seed: own, spec, message }) =>
            toTerminal(`\nnats-server ${version}: FUZZ_SEED=${own} FUZZ_CASES=1\n${message}\n${spec}`),
        );
        toTerminal(`\nrefused ${counts.refused}, booted ${counts.booted}, failed ${counts.failed}`);
        process.exitCode = counts.failed === 0 ? process.exitCode : 1;
    }
});
