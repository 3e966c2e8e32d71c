import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

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
);
