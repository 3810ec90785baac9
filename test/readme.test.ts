import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedDemo } from '../seeds';
import { listen, type Listener } from '../src/process/listen';
import { built, root } from './setup/built';
import { codeBlocks, type Block } from './setup/markdown';
import { World } from './setup/world';

let world: World;
let api: Listener;
let folder: string;
let readme: string;
let blocks: Block[];

beforeAll(async () => {
  world = await World.open();
  await seedDemo(world.database.ownerUrl);
  api = await listen(world.http, '127.0.0.1', 0);
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-readme-'));
  readme = await readFile(path.join(root, 'README.md'), 'utf8');
  blocks = codeBlocks(readme);
});
afterAll(async () => {
  await api.close();
  await world.close();
  await rm(folder, { recursive: true });
});

/** Runs a block as it stands, but on this test's database, from the build, and with files in a folder of its own. */
function shell(text: string): Promise<string> {
  const script = text
    .replaceAll('http://127.0.0.1:4000', api.url)
    .replaceAll('npx sanlou', `node ${built.cli}`)
    .replaceAll('roster.csv', path.join(folder, 'roster.csv'));
  const env = {
    ...process.env,
    ...{ SANLOU_DATA_DIR: world.keysFolder, SANLOU_URL: `${api.url}/graphql`, SANLOU_DEV_TOKENS: 'true' },
    ...{ DATABASE_URL: world.database.applicationUrl, SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') },
  };
  return new Promise((resolve) =>
    execFile('sh', ['-c', script], { cwd: root, env }, (_error, stdout) => resolve(stdout)),
  );
}

/** The block that says what this one answers, when one follows. */
function answerOf(block: Block): string | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  return next && ['json', 'text'].includes(next.language) && next.section === block.section ? next.text : undefined;
}

/** The answer of a query, sent as the persona that its first line names. */
async function ask(text: string): Promise<object> {
  const persona = /^# as (\S+)/.exec(text)?.[1] ?? '';
  const answer = await world.caller(await world.keys.sign(persona)).send(text);
  expect(answer).toMatchObject({ status: 200, errors: undefined });
  return { data: answer.data };
}

test('the queries and commands, one after another as on the page, answer what is shown', async () => {
  const tried = { graphql: 0, sh: 0 };
  for (const block of blocks) {
    const shown = answerOf(block);
    if (block.language === 'graphql') {
      const answer = await ask(block.text);
      if (shown) expect(answer).toEqual(JSON.parse(shown));
      tried.graphql += 1;
    } else if (block.language === 'sh' && block.text.includes('npx sanlou')) {
      const printed = await shell(block.text);
      if (shown?.startsWith('{')) expect(JSON.parse(printed)).toEqual(JSON.parse(shown));
      else expect(printed).toBe(shown);
      tried.sh += 1;
    }
  }
  expect(tried).toEqual({ graphql: 10, sh: 4 });
}, 60_000);

test('what else is told to run is what CI runs', async () => {
  const others = blocks.filter(({ language, text }) => language === 'sh' && !text.includes('npx sanlou'));
  expect(others.map(({ text }) => text.trim())).toEqual(['npm ci && npm start']);
  const ci = `${await readFile(path.join(root, '.ci/run'), 'utf8')}${await readFile(path.join(root, '.ci/smoke.mjs'), 'utf8')}`;
  expect(ci).toContain('\nnpm ci\n');
  expect(ci).toContain("spawn('npm', ['start']");
  expect(ci).toContain("run('npx', ['sanlou', 'token'");
});

test('every file that is linked is there', async () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, target]) => target ?? '');
  expect(links.length).toBeGreaterThan(4);
  for (const link of links) await expect(readFile(path.join(root, link))).resolves.toBeDefined();
});
