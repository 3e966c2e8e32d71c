import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

/** The rooms of provider/, from the bottom up: each imports from those before it, and none from those behind it. */
const ROOMS = ["values", "nats", "inputs", "kubernetes", "chart", "review", "plan", "lookout", "create", "engine"];

const importsGoDown = ROOMS.map((room, index) => ({
    files: [`provider/${room}/**/*.ts`],
    rules: {
        "no-restricted-imports": [
            "error",
            {
                patterns: [
                    {
                        group: [...ROOMS.slice(index + 1).map((above) => `**/../${above}/**`), "**/main"],
                        message: `provider/${room} imports only from ${ROOMS.slice(0, index).join(", ") || "no other room"}.`,
                    },
                ],
            },
        ],
    },
}));

export default tseslint.config(
    { ignores: ["node_modules/", "bin/", "sdk/", ".sandbox/", "examples/"] },
    ...tseslint.configs.strictTypeChecked,
    { files: ["**/*.mjs"], ...tseslint.configs.disableTypeChecked },
    {
        files: ["**/*.ts"],
        languageOptions: { parserOptions: { project: "./tsconfig.json" } },
        plugins: { "@pulumi": pulumi },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "@pulumi/no-output-instance-in-template-literal": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // With noUncheckedIndexedAccess every index is possibly undefined; `!` says where a regular expression or a length has settled it.
            "@typescript-eslint/no-non-null-assertion": "off",
            // Its fixes drop values that are returned through `void` overloads.
            "@typescript-eslint/no-confusing-void-expression": "off",
            "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
        },
    },
    ...importsGoDown,
);
