import { main } from "@pulumi/pulumi/provider";
import { NatsProvider } from "./provider";

/** The engine ends its plugins; when it has been killed itself, nobody does. An orphan gets another parent. */
function endWithEngine(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) {
            process.exit();
        }
    }, 1000).unref();
}

endWithEngine();
void main(new NatsProvider(), process.argv.slice(2));
