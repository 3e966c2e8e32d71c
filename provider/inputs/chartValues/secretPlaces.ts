import { holdsSecret } from "../../nats/writable";
import { type Settled, type SettledMap, hasSecret, isList, isMap } from "../../values/leaf";
import { at } from "../../values/path";

/** Keys that stand for a secret wherever they are. */
const SECRET_KEY = /^(password|pass|token|seed)$/i;
/** Names of variables that hold one. What only says where it is, `TOKEN_FILE`, doesn't. */
const SECRET_VARIABLE = /(^|_)(PASSWORD|PASSWD|PASS|PW|TOKEN|SECRET|SEED|CREDS|CREDENTIALS|PRIVATE_KEY|API_KEY|ACCESS_KEY)$/i;

/** Where the chart's values hold secrets: what Pulumi knows as one, what looks like one, and what stands where secrets do. */
export function secretPlaces(values: SettledMap): string[] {
    return Object.entries(values).flatMap(([key, value]) => places(value, at("values", key), key));
}

function places(value: Settled, path: string, key: string): string[] {
    if (isList(value)) {
        return value.flatMap((item, index) => places(item, at(path, index), key));
    }
    if (!isMap(value)) {
        return hasSecret(value) || (typeof value === "string" && isSecret(key, value)) ? [path] : [];
    }
    if (key === "env") {
        const named = Object.entries(value).filter(([name, variable]) => SECRET_VARIABLE.test(name) && isLiteral(variable));
        const others = Object.entries(value).filter((entry) => !named.includes(entry));
        return [...named.map(([name]) => at(path, name)), ...others.flatMap(([name, variable]) => places(variable, at(path, name), name))];
    }
    if (typeof value["name"] === "string" && SECRET_VARIABLE.test(value["name"]) && isLiteral(value["value"])) {
        return [at(path, "value")];
    }
    return Object.entries(value).flatMap(([inner, item]) =>
        value["kind"] === "Secret" && (inner === "data" || inner === "stringData")
            ? contents(item, at(path, inner))
            : places(item, at(path, inner), inner),
    );
}

/** What a Secret of the user's holds. Helm keeps it a second time, in the clear, and base64 hides nothing. */
function contents(data: Settled, path: string): string[] {
    const entries = isMap(data) ? Object.entries(data) : [];
    return entries.filter(([, value]) => value !== null && value !== "" && !isPublic(value)).map(([key]) => at(path, key));
}

/** A certificate is for everybody to see, in base64, too. */
function isPublic(value: Settled): boolean {
    return (
        typeof value === "string" && [value, decoded(value)].some((text) => /^-----BEGIN CERTIFICATE-----/.test(text) && !holdsSecret(text))
    );
}

function isSecret(key: string, value: string): boolean {
    return holdsSecret(value) || holdsSecret(decoded(value)) || (SECRET_KEY.test(key) && isLiteral(value));
}

/** `<< $VAR >>` is how the chart's users refer to a variable of the environment in nats.conf, and `$(VAR)` is how Kubernetes does in another. */
function isLiteral(value: Settled): boolean {
    const refers = /^(<<\s+\$\w+\s+>>|["']?\$\(\w+\)["']?)$/;
    return typeof value === "string" && value !== "" && !refers.test(value);
}

/** What a text says if it is base64; nothing if it can't be. */
function decoded(text: string): string {
    const bare = text.replace(/\s/g, "");
    return bare.length >= 40 && bare.length % 4 === 0 && /^[\w+/-]+=*$/.test(bare) ? Buffer.from(bare, "base64").toString("latin1") : "";
}
