import * as modules from "node:module";
import { join } from "node:path";
import { userCache } from "./chart/userCache";

// Every command of Pulumi starts the plugin anew, and V8 compiles the same code each time. So what it has compiled is kept, in a folder of
// the user's: whoever writes there decides what runs, and Node.js' own choice is one for all users of a machine. Before 22.1 there is no such
// cache, and the plugin starts without. https://nodejs.org/api/module.html#module-compile-cache
const { enableCompileCache } = modules as Partial<typeof modules>;
enableCompileCache?.(join(userCache(process.env), "compiled"));

// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be compiled before the lines above
require("./main");
