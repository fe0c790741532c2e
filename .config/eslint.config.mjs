import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

// What can only be said of code once its types are known is in oxlint.json.
export default defineConfig(
  {
    basePath: root,
    ignores: ['node_modules/', '**/dist/', '.data/', '.test-artifacts/', '.git/'],
  },
  {
    basePath: root,
    files: ['**/*.{js,mjs}'],
    extends: [js.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'Buffer', 'setTimeout', 'clearTimeout', 'module', 'require', '__dirname'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  {
    basePath: root,
    files: ['**/*.{ts,tsx,mts}'],
    extends: [js.configs.recommended, tseslint.configs.recommended],
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    basePath: root,
    files: ['tab/**/*.{ts,tsx}', 'src/sandbox/page/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    basePath: root,
    files: ['tab/**/*.{ts,tsx}'],
    ignores: ['tab/parts/lazily.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'react', importNames: ['lazy'], message: 'Offline it breaks the page: use parts/lazily.' }] },
      ],
    },
  },
  {
    basePath: root,
    files: ['src/**/*.ts'],
    rules: {
      // TypeScript writes a module's own exports as `exports.name`, and means whatever `exports` is there.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "ObjectPattern > Property[value.name='exports'], VariableDeclarator[id.name='exports'], :function > Identifier.params[name='exports']",
          message: 'Nothing is called `exports`: what is built would take it for the module’s own.',
        },
      ],
    },
  },
  {
    basePath: root,
    files: ['test/**/*.{ts,tsx}'],
    rules: { 'no-console': 'off' },
  },
);
