import { defineConfig } from 'eslint/config';
import baseConfig from './.config/eslint.config.mjs';

/** Where an import of each room may not lead: features know components and the API, never the other way round. */
const rooms = {
  api: ['components', 'features', 'pages', 'panels'],
  components: ['features', 'pages', 'panels'],
  features: ['pages', 'panels'],
};

export default defineConfig([
  { ignores: ['**/node_modules/', '**/dist/', '**/coverage/', '**/.eslintcache'] },
  ...baseConfig,
  ...Object.entries(rooms).map(([room, forbidden]) => ({
    files: [`src/${room}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: forbidden.map((name) => `**/${name}/**`),
              message: `src/${room} does not know ${forbidden.join(', ')}.`,
            },
          ],
        },
      ],
    },
  })),
  {
    files: ['src/**/*.{ts,tsx}', 'host/src/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { disallowTypeAnnotations: false, fixStyle: 'inline-type-imports' },
      ],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      'max-lines': ['error', 250],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
]);
