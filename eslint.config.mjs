import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

const only = (sourceTag, ...tags) => ({ sourceTag, onlyDependOnLibsWithTags: tags });

/** Library code draws from a RandomStream, reads tensors asynchronously and never prints. */
const libraryRules = {
  'no-console': 'error',
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'Draw from a RandomStream.' },
    { property: 'dataSync', message: 'Await data() in library code.' },
    { property: 'arraySync', message: 'Await data() in library code.' },
    { object: 'tf', property: 'randomNormal', message: 'Draw from a RandomStream.' },
    { object: 'tf', property: 'randomUniform', message: 'Draw from a RandomStream.' },
    { object: 'tf', property: 'truncatedNormal', message: 'Draw from a RandomStream.' },
    { object: 'tf', property: 'multinomial', message: 'Draw from a RandomStream.' },
    { object: 'tf', property: 'dropout', message: 'Draw masks from a RandomStream.' },
  ],
  'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ImportDeclaration[source.value=/^zod(.mini)?$/] > ImportSpecifier',
      message:
        "Write import * as z from 'zod/mini' (in the lab from 'zod'): bundlers drop what is not used of a namespace.",
    },
  ],
};

export default tseslint.config(
  { ignores: ['**/dist', '**/out-tsc', '**/coverage', 'docs/site', '**/runs'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'Buffer',
          'module',
          'require',
          'setTimeout',
          'clearTimeout',
          'AbortSignal',
          'fetch',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          allowCircularSelfDependency: true,
          allow: [],
          depConstraints: [
            only('layer:foundation', 'layer:foundation'),
            only('layer:data', 'layer:foundation'),
            only('layer:metrics', 'layer:foundation'),
            only('layer:algorithm', 'layer:foundation', 'layer:data', 'layer:metrics'),
            only('layer:tool', '*'),
          ],
        },
      ],
    },
  },
  { files: ['**/packages/*/src/**/*.ts', 'src/**/*.ts'], rules: libraryRules },
  {
    files: ['**/*.json'],
    plugins: { '@nx': nx },
    languageOptions: { parser: jsonParser },
    extends: [tseslint.configs.disableTypeChecked],
    rules: {
      '@nx/dependency-checks': [
        'error',
        {
          ignoredFiles: ['{projectRoot}/test/**', '{projectRoot}/*.config.mjs'],
          // The backend ladder loads these by computed names: each of them may be absent.
          ignoredDependencies: [
            '@tensorflow/tfjs-backend-wasm',
            '@tensorflow/tfjs-backend-webgpu',
            '@tensorflow/tfjs-node',
            '@tensorflow/tfjs-node-gpu',
          ],
        },
      ],
    },
  },
  prettier,
);
