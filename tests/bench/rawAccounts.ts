import { planInputs } from "../../provider/engine/planInputs";

export const ACCOUNTS = 400;

/** Accounts of `config.merge` that each import from the one before: the checks have to follow every share. */
const accounts = Object.fromEntries(
    Array.from({ length: ACCOUNTS }, (_, index) => [
        `account-${index}`,
        {
            users: [{ user: `user-${index}`, password: "secret" }],
            exports: [{ stream: `events.${index}.>` }, { service: `requests.${index}` }],
            imports:
                index === 0 ? [] : [{ stream: { account: `account-${index - 1}`, subject: `events.${index - 1}.>` }, prefix: "before" }],
        },
    ]),
);

/** Reads and checks the whole spec, and plans it. */
export function planAccounts(): void {
    const { problems } = planInputs({ config: { merge: { accounts } } }, "nats", {});
    if (problems.length > 0) {
        throw new Error(`the accounts were refused: ${problems[0]!.reason}`);
    }
}
