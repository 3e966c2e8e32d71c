import parse from "semver/functions/parse";
import type { Spec } from "./spec";
import { type Settled, Leaf, mapAt } from "../values/leaf";
import { type Text, derive } from "../values/text";

/**
 * The version of the servers as far as the inputs tell it: the image's, where they name one, else the official chart's, which has had the
 * servers' version since 2.12.1. Undefined: the release tells it.
 */
export function serverVersion({ chart, values }: Spec): Text | undefined {
    const image = mapAt(mapAt(values, "container"), "image");
    const tag = isGiven(image["fullImageName"]) ? tagOf(image["fullImageName"]) : (image["digest"] ?? image["tag"]);
    if (isGiven(tag) || tag instanceof Leaf) {
        return derive(tag as Text, versionOfTag);
    }
    return chart.official && typeof chart.version === "string" && (parse(chart.version)?.major ?? 0) >= 2 ? chart.version : undefined;
}

/** The same for decisions; undefined where it isn't known yet, too. */
export function knownServerVersion(spec: Spec): string | undefined {
    const version = serverVersion(spec);
    return version instanceof Leaf ? version.reveal() : version;
}

/** What a tag says of the version: `2.14.2-alpine3.22` is 2.14.2. A tag that is no version is all that is known of it. */
export function versionOfTag(tag: string): string {
    return /^v?([0-9]+\.[0-9]+\.[0-9]+(-(rc|beta|preview)\.?[0-9]*)?)/i.exec(tag)?.[1] ?? tag;
}

/** The same of a whole image: `nats:2.14.2-alpine`. */
export function versionOfImage(image: string): string {
    return versionOfTag(tagOf(image));
}

/** Of `registry:5000/nats:2.14.2@sha256:…` the tag; of an image that is named by its digest alone, that. */
function tagOf(image: string): string {
    const [name = "", digest] = image.slice(image.lastIndexOf("/") + 1).split("@");
    return name.split(":")[1] ?? digest ?? "latest";
}

function isGiven(value: Settled): value is string {
    return typeof value === "string" && value !== "";
}
