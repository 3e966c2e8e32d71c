import { account as accountGrammar, inputUser } from "../nats/accountGrammar";
import { readSetting } from "../nats/readConfig";
import { type Settled, type SettledMap, Leaf, isList, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Problem } from "../values/problem";
import { DEFAULTS } from "./contract";
import { inputPath, natsName } from "./natsNames";
import type { Reader } from "./reader";
import type { AccountSpec, UserSpec } from "./spec";

/** The users of one map of users, with what NATS is told of each in its own words. */
export function readUsers(read: Reader, users: Settled, path: string, account: string): UserSpec[] {
    return Object.entries(read.section(users, path)).map(([name, input]) => {
        const { password: given, ...grants } = read.section(input, at(path, name));
        return {
            name,
            path: at(path, name),
            account,
            password: password(given),
            grants: natsWords(read, grants, inputUser, at(path, name)),
        };
    });
}

/** The tenants of `accounts`, without their users. */
export function readAccounts(read: Reader, given: SettledMap, jetstream: boolean): AccountSpec[] {
    return Object.entries(given).map(([name, input]) => {
        const path = at("accounts", name);
        const { users: _users, ...settings } = read.section(input, path);
        const said = natsWords(read, settings, accountGrammar, path);
        return { name, path, settings: jetstream ? { jetstream: "enabled", ...said } : said };
    });
}

/** A password that was given, kept secret however it came; undefined where it is to be generated. */
function password(given: Settled): Leaf<string> | undefined {
    if (given instanceof Leaf) {
        return given.passes((value) => value === "") === true ? undefined : (given as Leaf<string>).hidden();
    }
    return typeof given === "string" && given !== "" ? Leaf.secret(given, given) : undefined;
}

/** Settings in NATS's words, checked by its grammar; problems are told in the words of the inputs. */
function natsWords(read: Reader, settings: SettledMap, grammar: typeof accountGrammar, path: string): SettledMap {
    const { config, problems } = readSetting(rename(settings), grammar, path);
    read.problems.push(...problems.map((problem): Problem => ({ ...problem, path: path + inputPath(problem.path.slice(path.length)) })));
    return config as SettledMap;
}

function rename(settings: SettledMap): SettledMap {
    return Object.fromEntries(Object.entries(settings).map(([key, value]) => [natsName(key), renameValue(value, key)]));
}

/** Mappings stand under subjects, which are no names of settings and aren't renamed. NATS wants a weight in each of them. */
function mappings(given: SettledMap): SettledMap {
    const weighed = (share: Settled): Settled => (isMap(share) ? { weight: DEFAULTS["accounts.*.mappings.*[].weight"], ...share } : share);
    return Object.fromEntries(Object.entries(given).map(([subject, shares]) => [subject, isList(shares) ? shares.map(weighed) : shares]));
}

function renameValue(value: Settled, key: string): Settled {
    if (isList(value)) {
        return value.map((item) => renameValue(item, ""));
    }
    if (!isMap(value)) {
        return value;
    }
    if (key === "mappings") {
        return mappings(value);
    }
    if (key === "jetstream") {
        const { enabled: given, ...limits } = value;
        const enabled = given instanceof Leaf ? given.reveal() : given;
        return enabled === false ? "disabled" : Object.keys(limits).length === 0 ? "enabled" : rename(limits);
    }
    return key === "allowResponses" && Object.keys(value).length === 0 ? true : rename(value);
}
