import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(__dirname, '..');
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Cruise {
  summary: { violations: { rule: { name: string }; from: string; to: string }[]; totalCruised: number };
}

let sources: { file: string; text: string }[];
beforeAll(async () => {
  const names = await readdir(path.join(root, 'src'), { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  sources = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(path.join(root, 'src', file), 'utf8') })),
  );
});

test('imports go one way only, and never in a circle', async () => {
  const places = ['src', 'seeds', 'ormconfig.ts'].filter((place) => existsSync(path.join(root, place)));
  const { summary } = await cruise(root, places);
  // What nobody imports goes no wrong way; the check of the whole project asks about it.
  const wrong = summary.violations.filter(({ rule }) => rule.name !== 'no-orphan');
  expect(wrong.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
  expect(summary.totalCruised).toBeGreaterThan(100);
});

test.each([
  ['database-import-to-the-left', 'src/database/wrong.ts', 'src/graphql/context.ts'],
  ['access-import-to-the-left', 'src/access/wrong.ts', 'src/features/people/right.ts'],
  ['graphql-import-to-the-left', 'src/graphql/wrong.ts', 'src/features/people/right.ts'],
  ['features-import-to-the-left', 'src/features/people/wrong.ts', 'src/app.ts'],
  ['organizations-group-imports-to-the-left', 'src/features/organizations/wrong.ts', 'src/features/grids/right.ts'],
  ['grids-group-stands-apart', 'src/features/grids/wrong.ts', 'src/features/people/right.ts'],
  ['product-stands-alone', 'src/database/wrong.ts', 'test/setup/right.ts'],
  ['room-has-a-place', 'src/attic/wrong.ts', 'src/errors.ts'],
  ['no-circular', 'src/graphql/one.ts', 'src/graphql/other.ts'],
])('%s: an import from %s of %s is noticed', async (rule, from, to) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-imports-'));
  try {
    const wrong = path.relative(path.dirname(from), to).replace(/[.]ts$/, '');
    const back = rule === 'no-circular' ? `import './one';\n` : '';
    await write(folder, to, `${back}export const right = 1;`);
    await write(folder, from, `export { right } from '${wrong.startsWith('.') ? wrong : `./${wrong}`}';`);
    const { summary } = await cruise(folder, ['src', 'test']);
    expect(summary.violations.map((violation) => [violation.rule.name, violation.from, violation.to])).toContainEqual([
      rule,
      from,
      to,
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('only closure.ts names the closure table, and the function that folds counts', () => {
  expect(naming(/organization_closure/)).toEqual([
    'database/closure.ts',
    'database/migrations/1763856000000-foundation.ts',
    'database/migrations/1764300000000-counters.ts',
  ]);
});

test('only counters.ts names the tables of the counters', () => {
  expect(naming(/organization_count|count_delta|counted_through/)).toEqual([
    'database/counters.ts',
    'database/migrations/1764300000000-counters.ts',
  ]);
});

test('only config.ts reads the environment', () => {
  expect(naming(/process\s*\.\s*env|process\[|\benv\b.*from 'node:process'/)).toEqual(['config.ts']);
});

test('the tenant is set by SET LOCAL, where a session or a tenant is opened, and never by set_config', () => {
  expect(naming(/set_config\(/)).toEqual([]);
  expect(naming(/set local app\./)).toEqual([
    'access/authenticate.ts',
    'database/migrations/1763942400000-history.ts',
    'database/migrations/1763946000000-reorganizations.ts',
    'database/migrations/1764130000000-audit-chain.ts',
    'database/migrations/1764300000000-counters.ts',
    'database/open.ts',
    'features/accounts/find-account.ts',
    'features/people/keys-in-use.ts',
  ]);
});

test('no source file is longer than 300 lines', () => {
  expect(sources.length).toBeGreaterThan(100);
  const long = sources.filter(({ text }) => text.split('\n').length > 301);
  expect(long.map(({ file }) => file)).toEqual([]);
});

function naming(pattern: RegExp): string[] {
  return sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);
}

async function write(folder: string, file: string, text: string): Promise<void> {
  // Every place that is cruised exists.
  for (const place of ['src', 'test', path.dirname(file)]) await mkdir(path.join(folder, place), { recursive: true });
  await writeFile(path.join(folder, file), text);
}

/** What dependency-cruiser finds, by the rules of the project. It is published as modules only, hence another process. */
function cruise(folder: string, places: readonly string[]): Promise<Cruise> {
  const config = path.join(root, '.dependency-cruiser.cjs');
  const args = [cruiser, ...places, '--config', config, '--output-type', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (error, stdout) => {
      // It ends with the number of violations.
      if (stdout) resolve(JSON.parse(stdout) as Cruise);
      else reject(error ?? new Error('Nothing was said.'));
    });
  });
}
