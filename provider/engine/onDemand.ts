/* eslint-disable @typescript-eslint/no-require-imports -- `import()` of a file is ECMAScript's own in a CommonJS module: it finds no .ts */
import type * as check from "./check";
import type * as construct from "./construct";

/** What is loaded when it is asked for, once. Every command waits until the plugin has started, and many only ask for the schema. */
export const loadCheck = () => require("./check") as typeof check;
export const loadConstruct = () => require("./construct") as typeof construct;
export const loadSchema = () => JSON.stringify(require("../../schema.json"));
