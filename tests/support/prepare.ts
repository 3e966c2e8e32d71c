// Finds or builds what the tests need, before their clocks start: the first time on a machine takes many minutes.
import { command } from "../../sandbox/failure";
import { toTerminal } from "../../sandbox/log";
import { PARTS_OF_UP, findParts } from "../../sandbox/parts";

void command(toTerminal, async () => {
    await findParts([...PARTS_OF_UP, "helm", "nats-server", "nats-server-next"], toTerminal);
});
