// A process that plans once, and prints how long that took: nothing has been compiled for it yet.
import { planAccounts } from "./rawAccounts";
import { timed } from "./samples";

void timed(planAccounts).then((seconds) => process.stdout.write(`${seconds}\n`));
