// n8n's rules treat every .ts file as if it shipped; what never ships (.mts) has these instead.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config({
  files: ['**/*.mts'],
  extends: [js.configs.recommended, tseslint.configs.recommended],
  languageOptions: { globals: {} },
  rules: {
    'no-undef': 'off',
    // Playwright reads from the pattern of a fixture's first parameter what it needs: often nothing.
    'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
    // A leading underscore says that a value is there to be left out.
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  },
});
