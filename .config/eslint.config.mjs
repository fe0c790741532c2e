import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('..', import.meta.url));

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
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: root,
        projectService: { allowDefaultProject: ['tab/vite.config.mts', 'src/sandbox/page/vite.config.mts'] },
      },
    },
    rules: {
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // An async function without an await keeps the promise a caller was given.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Interfaces written with method syntax are taken apart by every hook.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
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
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
);
