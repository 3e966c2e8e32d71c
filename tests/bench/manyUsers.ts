import { planInputs } from "../../provider/engine/planInputs";

export const USERS = 1000;
/** The servers' own user. */
const ROUTES = 1;
const INPUTS = { replicas: 3, users: Object.fromEntries(Array.from({ length: USERS }, (_, index) => [`user-${index}`, {}])) };

export function planMany(): void {
    const { plan } = planInputs(INPUTS, "nats", {});
    if (plan?.passwords.length !== USERS + ROUTES) {
        throw new Error("not every user is in the plan");
    }
}
