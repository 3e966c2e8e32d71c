import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ts from "typescript";

const ROOT = join(__dirname, "..", "..");

/** Which of the `files` have something of each property of an interface, as the compiler finds them: by its path, `jetstream.size`. */
export function readersOf(name: string, declaredIn: string, files: readonly string[]): Map<string, string[]> {
    const service = languageService([declaredIn, ...files]);
    const found = new Map<string, string[]>();
    const visit = (node: ts.Node, prefix: string): void => {
        if (!ts.isPropertySignature(node)) {
            return ts.forEachChild(node, (inner) => visit(inner, prefix));
        }
        const path = prefix + node.name.getText();
        if (node.type !== undefined && ts.isTypeLiteralNode(node.type)) {
            return visit(node.type, `${path}.`);
        }
        const places = (service.findReferences(declaredIn, node.name.getStart()) ?? []).flatMap(({ references }) => references);
        const all = new Set(places.map(({ fileName }) => fileName));
        found.set(
            path,
            files.filter((file) => all.has(file)),
        );
    };
    const statements = service.getProgram()?.getSourceFile(declaredIn)?.statements ?? [];
    statements.filter((node) => ts.isInterfaceDeclaration(node) && node.name.text === name).forEach((node) => visit(node, ""));
    return found;
}

function languageService(files: string[]): ts.LanguageService {
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as { config: object };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
    return ts.createLanguageService({
        getScriptFileNames: () => files,
        getScriptVersion: () => "1",
        getScriptSnapshot: (path) => (ts.sys.fileExists(path) ? ts.ScriptSnapshot.fromString(readFileSync(path, "utf8")) : undefined),
        getCurrentDirectory: () => ROOT,
        getCompilationSettings: () => options,
        getDefaultLibFileName: (given) => ts.getDefaultLibFilePath(given),
        fileExists: (path) => ts.sys.fileExists(path),
        readFile: (path) => ts.sys.readFile(path),
        directoryExists: (path) => ts.sys.directoryExists(path),
        getDirectories: (path) => ts.sys.getDirectories(path),
    });
}
