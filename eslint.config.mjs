import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const typed = [
  'server/**/*.ts',
  'migrations/**/*.ts',
  'bench/**/*.ts',
  'demo/**/*.ts',
  'clients/**/*.ts',
  'e2e/**/*.ts',
  'web/**/*.{ts,tsx,vue}',
]
const tests = ['**/*.test.ts', 'server/test/**', 'e2e/**', 'bench/**', 'demo/**', 'clients/**']

/** inTenant() is the only door to rows (docs: architecture, "Data and tenancy"): nobody else may open a connection. */
const databaseDoor = {
  paths: [
    { name: 'pg', message: 'Go through inTenant() of platform/database.ts.' },
    { name: 'typeorm', importNames: ['DataSource'], message: 'Go through inTenant() of platform/database.ts.' },
    { name: 'graphile-worker', message: 'Go through enqueue() and defineTask() of platform/jobs.ts.' },
    { name: '@electric-sql/pglite', message: 'Only platform/embedded-postgres knows which database runs.' },
    { name: '@electric-sql/pglite-socket', message: 'Only platform/embedded-postgres knows which database runs.' },
  ],
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      'web/src/gql/**',
      'data/**',
      'coverage/**',
      'test-results/**',
      'bench/results/**',
    ],
  },
  {
    files: typed,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['server/tsconfig.json', 'web/tsconfig.json', 'web/explorer/tsconfig.json', 'e2e/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      // Vue and Express call async handlers without using what they return: that is how they are made.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' },
      ],
      // A resolver or an interface's method may be async without awaiting: the caller sees one kind of answer.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNever: true },
      ],
    },
  },
  { files: ['*.ts'], extends: [tseslint.configs.recommended] },
  {
    files: ['web/**/*.vue'],
    extends: [vue.configs['flat/recommended']],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Prettier's part.
      'vue/html-indent': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/multi-word-component-names': ['error', { ignores: ['App'] }],
      'vue/no-v-html': 'error',
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
    },
  },
  {
    files: ['**/*.{ts,tsx,vue,mjs,js}'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      'prefer-const': 'error',
    },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: tests,
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', databaseDoor],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'platform/config.ts alone reads the environment.' },
      ],
    },
  },
  { files: ['server/src/platform/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['server/src/platform/{database,embedded-postgres}*.{ts,js}', 'server/src/platform/job.{schema,worker}.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Tests: what an answer holds is their question, not something known to the compiler.
    // Web: the linter cannot see into .vue files, so what they export is `any` to it; vue-tsc checks those types.
    files: [...tests, 'web/**/*.{ts,vue}'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
)
