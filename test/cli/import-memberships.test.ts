import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listen, type Listener } from '../../src/process/listen';
import { sanlou, type CommandResult } from '../setup/command';
import type { TestActor, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let api: Listener;
let folder: string;
let tenant: TestTenant;
let integrator: TestActor;

beforeAll(async () => {
  world = await World.open();
  api = await listen(world.http, '127.0.0.1', 0);
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-import-'));
});
afterAll(async () => {
  await api.close();
  await world.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  await tenant.add(community, { externalReference: 'B-1' });
  integrator = await tenant.actor({ role: 'INTEGRATOR', at: street });
});

const header = 'personExternalReference,personName,organizationExternalReference,status,startedOn,externalReference';

async function importRoster(lines: readonly string[], ...options: string[]): Promise<CommandResult> {
  const file = path.join(folder, 'roster.csv');
  await writeFile(file, [header, ...lines, ''].join('\n'));
  const url = `${api.url}/graphql`;
  return sanlou(['import', 'memberships', file, '--url', url, ...options], { SANLOU_TOKEN: integrator.token });
}

const memberships = () =>
  tenant.rows<{ name: string; status: string }>(
    'select p.name, m.status from membership m join person p on p.tenant_id = m.tenant_id and p.id = m.person_id where m.tenant_id = $1 order by p.external_reference',
    [tenant.id],
  );

test('a roster of more than one call is checked, written, and found unchanged the second time', async () => {
  const lines = Array.from({ length: 1_003 }, (_, index) => `P-${index},张三,B-1,FULL,2020-06-30,`);

  const first = await importRoster(lines, '--json');
  expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining('Writing: 1003 of 1003 rows') as string });
  expect(JSON.parse(first.stdout)).toEqual({
    rows: 1_003,
    assigned: 1_003,
    unchanged: 0,
    registered: 1_003,
    faults: [],
    written: true,
  });
  expect(await memberships()).toHaveLength(1_003);

  const second = await importRoster(lines);
  expect(second.stdout).toBe('1003 rows: 0 assigned, 1003 unchanged, 0 at fault, 0 people registered.\nWritten.\n');
});

test('a dry run tells what would be done and writes nothing', async () => {
  const result = await importRoster(['P-1,张三,B-1,FULL,2020-06-30,'], '--dry-run');
  expect(result).toMatchObject({
    code: 0,
    stdout: '1 row: 1 assigned, 0 unchanged, 0 at fault, 1 people registered.\nNothing was written.\n',
  });
  expect(await memberships()).toEqual([]);
});

const mixed = ['P-1,张三,B-1,FULL,2020-06-30,', 'P-2,李四,B-9,FULL,2020-06-30,', 'P-3,王五,B-1,FULL,30.06.2020,'];

test('one line at fault keeps the whole file out, and every fault is told with its line', async () => {
  const result = await importRoster(mixed);
  expect(result).toMatchObject({
    code: 1,
    stdout:
      'line 3: organizationExternalReference: NOT_FOUND: Not found.\n' +
      'line 4: startedOn: INVALID: A day that exists, as 2020-06-30.\n' +
      '3 rows: 0 assigned, 0 unchanged, 2 at fault, 0 people registered.\nNothing was written.\n',
  });
  expect(await memberships()).toEqual([]);
});

test('with REJECT_FAILED_ROWS the right lines are written', async () => {
  const result = await importRoster(mixed, '--error-policy', 'REJECT_FAILED_ROWS');
  expect(result).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('1 assigned, 0 unchanged, 2 at fault') as string,
  });
  expect(await memberships()).toEqual([{ name: '张三', status: 'FULL' }]);
});

test('a token that is not good, and an API that is not there, are told in a sentence', async () => {
  const file = path.join(folder, 'roster.csv');
  await writeFile(file, `${header}\n${mixed[0]}\n`);
  const refused = await sanlou(['import', 'memberships', file, '--url', `${api.url}/graphql`, '--token', 'x.y.z']);
  expect(refused).toEqual({
    code: 1,
    stdout: '',
    stderr: 'UNAUTHENTICATED: A valid bearer token is required.\n',
  });
  const anonymous = await sanlou(['import', 'memberships', file]);
  expect(anonymous).toMatchObject({ code: 1, stderr: expect.stringContaining('Say who you are') as string });
});
