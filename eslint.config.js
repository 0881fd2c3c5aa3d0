import nextCoreWebVitals from 'eslint-config-next/core-web-vitals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Files in which a person reads standard output: the start program, the seed and the benches. */
const PRINTING_FILES = ['lib/start/**', 'prisma/**', 'tests/**'];

export default defineConfig(
  globalIgnores(['.next/', '.waterline/', 'prisma/generated/', 'tests/.output/', 'next-env.d.ts']),
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  nextCoreWebVitals,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      // A template literal may hold a number: it prints as itself.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    rules: {
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      // `== null` is the one test for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'import/no-anonymous-default-export': 'off',
      // Counts routes of the API as pages, which a client-side link cannot open.
      '@next/next/no-html-link-for-pages': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='$queryRawUnsafe']",
          message: 'Only parameterised SQL.',
        },
        {
          selector: "CallExpression[callee.property.name='$executeRawUnsafe']",
          message: 'Only parameterised SQL.',
        },
      ],
    },
  },
  {
    // Words of a test runner's API and of builders that mean something else in Next and React.
    files: ['tests/**'],
    rules: { '@next/next/no-assign-module-variable': 'off', 'react-hooks/rules-of-hooks': 'off' },
  },
  {
    files: ['app/**', 'lib/**'],
    ignores: ['lib/platform/**', 'lib/start/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read settings through lib/platform/env.ts.' },
      ],
    },
  },
  {
    files: ['lib/core/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['exp', 'expm1', 'log', 'log1p', 'log10', 'sin', 'cos', 'tan'].map((property) => ({
          object: 'Math',
          property,
          message: 'Engines differ in its last bit; take it from lib/core/elementary.ts.',
        })),
      ],
    },
  },
  { files: PRINTING_FILES, rules: { 'no-console': 'off' } },
);
