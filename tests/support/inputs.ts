import { type Placed, allInputs, readContract } from "../../scripts/contract/read";
import { makeTrust } from "./jwt";
import type { Inputs } from "./planning";

const contract = readContract();
const trust = makeTrust();

/** Every input and every member of one, with its entry. */
export const entries: readonly Placed[] = allInputs(contract);

/** Those that are no sections: sections are described by their members. */
export const leaves = entries.filter(({ section }) => !section);

const SHOP_AND_PRICES = { accounts: { SHOP: {}, PRICES: { exports: [{ service: "prices.get" }, { stream: "prices.get" }] } } };

/** What an input, and its members, have to have elsewhere to work. */
const COMPANIONS: Readonly<Record<string, Inputs>> = {
    "config.resolver": { config: { merge: { operator: trust.operator, system_account: trust.systemAccount } } },
    noAuthUser: { users: { app: {} } },
    allowAnonymous: { users: { app: {} } },
    accounts: { users: { app: {} } },
    service: { external: true, users: { app: {} } },
    external: { users: { app: {} } },
    "accounts.*.exports": SHOP_AND_PRICES,
    "accounts.*.imports": SHOP_AND_PRICES,
};

/** What an item of a list has to have beside one member. */
const SIBLINGS: readonly (readonly [member: RegExp, beside: Inputs])[] = [
    [/exports\[\]\.(?!stream|service)\w+/, { service: "prices.*" }],
    [/imports\[\]\.prefix/, { stream: { account: "PRICES", subject: "prices.get" } }],
    [/imports\[\]\.(to|share)/, { service: { account: "PRICES", subject: "prices.get" } }],
    [/imports\[\]\.allowTrace/, { stream: { account: "PRICES", subject: "prices.get" } }],
    [/matchExpressions\[\]\.(key|operator)/, { values: ["shop"] }],
];

/** Inputs in which one of them has a value. The user's own names are `SOME`, and what an item has to have is there, too. */
export function inputsWith({ path }: Pick<Placed, "path">, value: unknown): Inputs {
    return merged(inputsWithout({ path }), placed(path, value) as Inputs);
}

/** The inputs without the one, and with all that it has beside it. */
export function inputsWithout({ path }: Pick<Placed, "path">): Inputs {
    const companions = Object.entries(COMPANIONS).filter(([input]) => `${path}.`.replace("[", ".").startsWith(`${input}.`));
    return companions.reduce<Inputs>((inputs, [, beside]) => merged(inputs, beside), {});
}

function placed(path: string, value: unknown): unknown {
    const steps = path.split(/\.|(?=\[\])/);
    return steps.reduceRight<unknown>((inner, step, index) => {
        if (step === "[]") {
            return [inner];
        }
        const siblings = requiredBeside(steps.slice(0, index + 1));
        return { ...siblings, [step === "*" ? "SOME" : step]: inner };
    }, value);
}

/** The examples of what has to be there in the same map. */
function requiredBeside(steps: readonly string[]): Inputs {
    const path = pathOf(steps);
    const holder = path.slice(0, Math.max(0, path.lastIndexOf(".") + 1));
    const beside = entries.filter((entry) => entry.required && entry.path !== path && entry.path === holder + entry.name);
    const siblings = SIBLINGS.filter(([member]) => new RegExp(`${member.source}$`).test(path)).map(([, inputs]) => inputs);
    return Object.assign({}, ...siblings, Object.fromEntries(beside.map(({ name, entry }) => [name, entry.example]))) as Inputs;
}

function pathOf(steps: readonly string[]): string {
    return steps.join(".").replaceAll(".[]", "[]");
}

function merged(base: Inputs, over: Inputs): Inputs {
    const isMap = (value: unknown): value is Inputs => typeof value === "object" && value !== null && !Array.isArray(value);
    const entriesOf = Object.entries(over).map(([key, value]) => {
        const own = base[key];
        return [key, isMap(own) && isMap(value) ? merged(own, value) : value];
    });
    return { ...base, ...(Object.fromEntries(entriesOf) as Inputs) };
}
