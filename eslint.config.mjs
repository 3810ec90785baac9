import tseslint from 'typescript-eslint';

const typescript = ['**/*.ts', '**/*.tsx'];
const scripts = ['**/*.mjs', '**/*.cjs', '**/*.js'];
const tests = ['test/**'];
const migrations = ['src/database/migrations/**'];
/** Other makers' ways, to compare with: they keep to no rule of the house. */
const strangers = ['bench/contenders/**', 'bench/database/**'];

const closureName = 'Speak of the closure through src/database/closure.ts, the only file that names its table.';
const environment = 'Only src/config.ts reads the environment; take what you need from the configuration.';
const persistence = 'TypeORM holds entities and migrations only; statements go through src/database/session.ts.';
const transport =
  'Only src/http (with its tests) and src/app.ts know Express; everything else is free of the transport.';

const decorators = 'Types of a test are decorated by test/setup/decorators.ts, or later files would have them too.';

const processImport = ['process', 'node:process'].map((name) => ({ name, importNames: ['env'], message: environment }));

const plainFields = {
  name: 'type-graphql',
  importNames: ['ObjectType'],
  message: 'Take ObjectType from src/graphql/object-type.ts, which reads fields as plain properties.',
};

/** Imports that a place may not make. A later entry replaces an earlier one whole, so each names all that it forbids. */
function restrictImports(...groups) {
  const patterns = groups.map(([name, message]) => ({ regex: `^${name}(/|$)`, message }));
  return { 'no-restricted-imports': ['error', { paths: [...processImport, plainFields], patterns }] };
}

export default tseslint.config(
  { ignores: ['dist/', 'web/dist/', 'coverage/', '**/.data/', '.stryker-tmp/', 'reports/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    rules: {
      // A nullable argument is null or undefined, hence `== null`.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-debugger': 'error',
      'no-else-return': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unreachable': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      // In a file with decorators this rule is silent where metadata is emitted: the types there are values at run time.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: scripts,
    languageOptions: {
      globals: Object.fromEntries(
        [
          'AbortSignal',
          'Buffer',
          'clearTimeout',
          'console',
          'fetch',
          'performance',
          'process',
          'setTimeout',
          'URL',
        ].map((name) => [name, 'readonly']),
      ),
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { __dirname: 'readonly', globalThis: 'readonly' } },
  },
  {
    files: ['src/**'],
    ignores: migrations,
    rules: { 'max-lines': ['error', 300] },
  },

  // The house rules, each with the places that are exempt from it.
  {
    ignores: ['src/config.ts', '.ci/**', ...tests],
    rules: { 'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }] },
  },
  {
    ignores: ['src/database/closure.ts', ...migrations, ...tests, ...strangers, 'eslint.config.mjs'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'Literal[value=/organization_closure/]', message: closureName },
        { selector: 'TemplateElement[value.raw=/organization_closure/]', message: closureName },
      ],
    },
  },
  { ignores: strangers, rules: restrictImports(['typeorm', persistence], ['express', transport]) },
  {
    files: ['src/database/**', 'ormconfig.ts', '**/*.entity.ts'],
    rules: restrictImports(['express', transport]),
  },
  {
    files: ['src/http/**', 'src/app.ts', 'test/http/**'],
    rules: restrictImports(['typeorm', persistence]),
  },
  { files: ['src/graphql/object-type.ts', 'test/setup/decorators.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['test/**'],
    ignores: ['test/http/**', 'test/setup/decorators.ts'],
    rules: restrictImports(['typeorm', persistence], ['express', transport], ['type-graphql', decorators]),
  },
  {
    files: ['src/cli.ts', 'src/cli/**', 'src/**/banner.ts', 'seeds/**', 'bench/**', '.ci/**', 'web/build.mjs'],
    rules: { 'no-console': 'off' },
  },
);
