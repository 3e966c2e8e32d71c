// A process that plans once, and prints how long that took: nothing has been compiled for it yet.
import { planMany } from "./manyUsers";
import { timed } from "./samples";

void timed(planMany).then((seconds) => process.stdout.write(`${seconds}\n`));
