import js from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import { importX } from 'eslint-plugin-import-x';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Rooms of exporter/src and what each may import besides itself (docs: DESIGN "The house"). Data flow one way; what a
 * room needs from another is handed to it by the composition roots (main, wiring, demo/main, models/worker).
 */
const rooms = {
  core: [],
  contract: ['core'],
  config: ['core'],
  sources: ['core', 'config'],
  history: ['core', 'config'],
  store: ['core', 'config'],
  features: ['core'],
  models: ['core', 'config'],
  runners: ['core', 'config'],
  results: ['core'],
  metrics: ['core', 'config'],
  http: ['core', 'config', 'contract'],
  demo: ['core', 'config'],
};

const zones = Object.entries(rooms).map(([room, allowed]) => ({
  target: `./exporter/src/${room}`,
  from: './exporter/src',
  except: [room, ...allowed].map((name) => `./${name}`),
  message: `${room}/ imports ${['itself', ...allowed].join(', ')}; anything else is handed in by wiring/.`,
}));

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', 'grafana-plugin/', '**/coverage/', '.cache/'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  importX.flatConfigs.recommended,
  importX.flatConfigs.typescript,
  {
    languageOptions: { globals: globals.node },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['exporter/tsconfig.json', 'test/tsconfig.json'],
        }),
      ],
    },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
      'import-x/no-named-as-default-member': 'off',
      'import-x/no-unresolved': ['error', { ignore: ['^k6'] }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // What speaks to a person on the terminal.
    files: ['scripts/**', 'exporter/bench/**', 'test/**', '**/*.test.ts', 'k6-extension-scripts/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.test.ts', 'test/**'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Numeric kernels walk typed arrays by index: a check of every element would say nothing and cost time.
    files: ['exporter/src/models/**', 'exporter/src/features/**', 'exporter/bench/**'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['k6-extension-scripts/**'],
    languageOptions: { globals: { __ENV: 'readonly', __VU: 'readonly', __ITER: 'readonly', open: 'readonly' } },
  },
);
