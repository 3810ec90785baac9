import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sanlou } from '../setup/command';
import type { TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let street: TestOrganization;
let folder: string;
beforeAll(async () => {
  world = await World.open();
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-explain-'));
  tenant = await world.tenant('explained');
  street = await tenant.add(tenant.root);
  await tenant.add(street);
  await tenant.actor([
    { role: 'ORGANIZER', at: tenant.root },
    { role: 'ADMINISTRATOR', at: tenant.root },
  ]);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await world.close();
});

/** The command on a document, against this file's database, as the application role. */
async function explain(document: string, ...parameters: string[]) {
  const file = path.join(folder, 'operation.graphql');
  await writeFile(file, document);
  return sanlou(['explain', file, '--tenant', 'explained', ...parameters], {
    DATABASE_URL: world.database.applicationUrl,
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

const TREE = 'query Tree($id: ID!) { organization(by: { id: $id }) { name children { name } } }';

test('a query is told statement by statement, each with its plan, and what they come to', async () => {
  const { code, stdout } = await explain(TREE, '--variables', JSON.stringify({ id: street.gid }));
  expect(code).toBe(0);
  const [bounds, tree, summary] = stdout.split(/\n\n/);
  expect(bounds).toMatch(/^-- 1\nwith reach/);
  expect(tree).toMatch(/^-- 2\nselect\n[^]*\n-- \$2 = "\d+"\n[^]*\(actual time=[^]*\n {2}Execution Time: /);
  expect(summary).toMatch(
    /^2 statements beside the one that begins and reads who asks; planned in [\d.]+ ms, executed in [\d.]+ ms; cost 2\.\n$/,
  );
});

test('as JSON, only planned, as one account of several', async () => {
  const { name } = await tenant.actor({ role: 'VIEWER', at: street });
  const { code, stdout } = await explain(
    '{ viewer { name roots { id } } }',
    ...['--json', '--no-analyze', '--as', name],
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    cost: expect.any(Number) as number,
    errors: [],
    statements: [
      {
        text: expect.stringContaining('from organization o') as string,
        values: expect.any(Array) as unknown[],
        plan: expect.arrayContaining([expect.stringMatching(/cost=.*rows=.*width=\d+\)$/)]) as string[],
      },
    ],
  });
});

test('what a mutation writes is explained, and not kept', async () => {
  const before = await world.checksum();
  const { code, stdout } = await explain(
    `mutation { createOrganization(input: { parentId: "${tenant.root.gid}", level: "STREET", name: "新街道" }) {
      organization { id children { id } } userErrors { message } } }`,
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n {2}Insert on organization/);
  expect(await world.checksum()).toEqual(before);
});

const refused: [string, string, string[], string][] = [
  ['what does not fit the schema', '{ viewer { nothing } }', [], 'Cannot query field "nothing" on type "Viewer".'],
  ['no GraphQL', 'select 1', [], 'Syntax Error: Unexpected Name "select".'],
  [
    'a subscription',
    'subscription { temporaryAccessTaken(organizationId: "x") { id } }',
    [],
    'A subscription waits for events.',
  ],
  ['one of several', 'query A { __typename } query B { __typename }', [], 'The document has several operations'],
  ['variables that are no object', TREE, ['--variables', '[1]'], '--variables is a JSON object, or @FILE with one.'],
  ['a tenant that there is not', '{ __typename }', ['--tenant', 'none'], 'There is no tenant none.'],
];
test.each(refused)('%s is refused in a sentence', async (_what, document, parameters, sentence) => {
  const { code, stdout, stderr } = await explain(document, ...parameters);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(sentence);
});

test('what the caller would be refused ends with 1 and says so', async () => {
  const { code, stdout } = await explain(TREE, '--variables', JSON.stringify({ id: 'nothing' }));
  expect(code).toBe(1);
  expect(stdout).toMatch(/\n\nRefused or failed: Not found\.\n$/);
});
