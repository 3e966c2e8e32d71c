/** The names of settings: NATS's (`max_file`) and the inputs' (`maxFile`). */

/** The one name that is another word in the inputs. */
const OTHERWISE = { input: "maxMessages", nats: "max" } as const;

/** The name that NATS has for a setting of the inputs. */
export function natsName(input: string): string {
    return input === OTHERWISE.input ? OTHERWISE.nats : input.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The path of a setting in the inputs, from its path in NATS's names. The subjects of mappings are the user's own words. */
export function inputPath(path: string): string {
    const [settings = "", ...own] = path.split(/(?<=(?:^|\.)mappings)(?=[.[])/);
    const words = settings
        .split(".")
        .map((name) =>
            name === OTHERWISE.nats ? OTHERWISE.input : name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        );
    return [words.join("."), ...own].join("");
}
