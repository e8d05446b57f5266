import { defineConfig } from "oxlint";
import { environment, fenceOverrides, impatience } from "./scripts/fences.ts";

export default defineConfig({
  plugins: ["eslint", "typescript", "unicorn", "oxc", "import", "promise", "node", "vitest"],
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  // What mongosh runs knows other globals, and no types; what we are compared with comes by itself.
  ignorePatterns: ["dist/**", "data/**", "coverage/**", "ops/mongo/**", "bench/peers/**"],
  rules: {
    // The house rules.
    "import/no-relative-parent-imports": "error",
    "import/no-default-export": "error",
    "import/no-cycle": "error",
    "max-lines": ["error", 320],
    "no-console": "error",
    "no-restricted-properties": ["error", ...environment, ...impatience],
    "typescript/no-explicit-any": "error",
    "typescript/no-namespace": "error",
    "typescript/no-require-imports": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-import-type-side-effects": "error",
    "unicorn/prefer-node-protocol": "error",

    // What hides mistakes.
    eqeqeq: "error",
    "array-callback-return": "error",
    "no-constructor-return": "error",
    // Vitest's fixtures destructure what they need, even when that is nothing.
    "no-empty-pattern": ["error", { allowObjectPatternsAsParameters: true }],
    "no-param-reassign": "error",
    "no-self-compare": "error",
    "no-sequences": "error",
    "no-var": "error",
    "typescript/no-deprecated": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/only-throw-error": "error",
    "typescript/prefer-promise-reject-errors": "error",
    "typescript/prefer-ts-expect-error": "error",
    "typescript/restrict-plus-operands": "error",
    "typescript/return-await": "error",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "typescript/use-unknown-in-catch-callback-variable": "error",

    // What reads better.
    "no-else-return": "error",
    "no-lonely-if": "error",
    "no-useless-return": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "prefer-template": "error",
    "import/no-duplicates": "error",
    "typescript/non-nullable-type-assertion-style": "error",
    "typescript/prefer-includes": "error",
    "unicorn/prefer-array-some": "error",
    "unicorn/prefer-at": "error",
    "unicorn/prefer-number-properties": "error",
    "unicorn/prefer-string-replace-all": "error",
    "unicorn/prefer-string-slice": "error",

    // `expect(value, message)`.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/no-standalone-expect": ["error", { additionalTestBlockFunctions: ["browserTest"] }],

    // Off: tsc says it already, or the remedy is worse.
    "no-await-in-loop": "off",
    "no-new": "off",
    "no-underscore-dangle": "off",
    "no-unmodified-loop-condition": "off",
    "import/no-named-as-default-member": "off",
    "oxc/no-map-spread": "off",
    "promise/always-return": "off",
    "typescript/consistent-return": "off",
    "typescript/no-unsafe-type-assertion": "off",
    // What factories return has no `this`: its methods may be handed on.
    "typescript/unbound-method": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/no-array-sort": "off",
    "unicorn/prefer-array-flat-map": "off",
    "unicorn/prefer-set-has": "off",
    // Takes channels for windows.
    "unicorn/require-post-message-target-origin": "off",
    "vitest/require-mock-type-parameters": "off",
  },
  overrides: [
    ...fenceOverrides(),
    {
      // The second speaks where the first cannot be loaded.
      files: ["src/config/env.ts", "src/processes/tell-failed-load.ts"],
      rules: { "no-restricted-properties": "off" },
    },
    {
      files: ["scripts/**", "test/**", "bench/**", "*.config.ts"],
      rules: {
        "no-console": "off",
        "no-restricted-properties": ["error", ...impatience],
      },
    },
    {
      files: ["test/harness/eventually.ts"],
      rules: { "no-restricted-properties": "off" },
    },
    {
      files: ["src/web/**"],
      plugins: ["react", "jsx-a11y"],
      rules: {
        "jsx-a11y/control-has-associated-label": "off",
        "jsx-a11y/no-noninteractive-tabindex": "off",
        "jsx-a11y/prefer-tag-over-role": "off",
        // A signal's value is there to be set.
        "react/immutability": "off",
        "react/no-array-index-key": "off",
        "react/no-unknown-property": "off",
        "react/react-in-jsx-scope": "off",
      },
    },
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
  ],
});
