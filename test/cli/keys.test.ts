import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { keepSecret } from '../../src/features/people/secret-columns';
import { keyId, seal, unseal, useSecretKey } from '../../src/features/people/secrets';
import { built, root } from '../setup/built';
import { sanlou } from '../setup/command';
import { testKey, valuesByKey, withRing } from '../setup/keys';
import { ServerProcess } from '../setup/process';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

const [first, second, lost] = [testKey(7), testKey(8), testKey(9)];

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  useSecretKey(first.key);
  await connected('delete from appointment; delete from membership; delete from person');
});

/** People of a new county with both numbers, sealed and hashed with the current key. */
async function peopleOf(count: number): Promise<TestTenant> {
  const tenant = await world.tenant();
  const rows = Array.from({ length: count }, (_row, index) => {
    const [phone, number] = [
      keepSecret(tenant.id, 'phone', phoneOf(index)),
      keepSecret(tenant.id, 'identityNumber', `${index}`),
    ];
    const hashes = { phoneHash: phone.hash.toString('hex'), numberHash: number.hash.toString('hex') };
    return { phone: phone.sealed, number: number.sealed, ...hashes };
  });
  await tenant.rows(
    `insert into person (tenant_id, organization_id, name, pinyin, phone, phone_hash, identity_number, identity_number_hash)
     select $1, $2, '王五', 'wang wu', phone, decode("phoneHash", 'hex'), number, decode("numberHash", 'hex')
     from jsonb_to_recordset($3) as r (phone text, "phoneHash" text, number text, "numberHash" text)`,
    [tenant.id, tenant.root.id, JSON.stringify(rows)],
  );
  return tenant;
}

const phoneOf = (index: number) => String(13_800_000_000 + index);
const rotate = (...ring: { text: string }[]) => sanlou(['keys', 'rotate'], withRing(world, ring));
const list = (...ring: { text: string }[]) => sanlou(['keys', 'list'], withRing(world, ring));

async function connected(text: string): Promise<void> {
  const client = new Client({ connectionString: world.database.administratorUrl });
  await client.connect();
  await client.query(text);
  await client.end();
}

async function phonesOf(tenant: TestTenant): Promise<string[]> {
  const rows = await tenant.rows<{ phone: string }>('select phone from person where tenant_id = $1 order by id', [
    tenant.id,
  ]);
  return rows.map(({ phone }) => unseal(tenant.id, phone));
}

test('every value of every tenant is sealed anew, and nothing else of a person changes', async () => {
  const tenants = [await peopleOf(1_203), await peopleOf(3)];
  const facts = (tenant: TestTenant) =>
    tenant.rows(
      'select id, name, organization_id, version, created_at, updated_at from person where tenant_id = $1 order by id',
      [tenant.id],
    );
  const before = await Promise.all(tenants.map(facts));

  expect(await rotate(second, first)).toEqual({
    code: 0,
    stdout: `Renewed 2412 values of 1206 people with key ${second.id}.\n`,
    stderr: expect.stringContaining(`: 3 of 3 people\n`) as string,
  });

  expect(await Promise.all(tenants.map(valuesByKey))).toEqual([{ [second.id]: 2406 }, { [second.id]: 6 }]);
  expect(await Promise.all(tenants.map(facts))).toEqual(before);
  useSecretKey(second.key);
  expect(await phonesOf(tenants[0] as TestTenant)).toEqual(
    Array.from({ length: 1_203 }, (_row, index) => phoneOf(index)),
  );
  // It is found by the hash of the new key alone.
  const { call } = await (tenants[1] as TestTenant).actor({ role: 'ORGANIZER', at: (tenants[1] as TestTenant).root });
  expect(await call.ask(`{ person(by: { phone: "${phoneOf(2)}" }) { name } }`)).toEqual({ person: { name: '王五' } });
  const again = await rotate(second);
  expect([again.code, again.stdout]).toEqual([0, `Renewed 0 values of 0 people with key ${second.id}.\n`]);
}, 60_000);

test('values of before there were hashes are hashed, though their key is the current one', async () => {
  const tenant = await peopleOf(3);
  await tenant.rows('update person set phone_hash = null, identity_number_hash = null where tenant_id = $1', [
    tenant.id,
  ]);
  await tenant.rows('update person set identity_number = null where id = (select min(id) from person)');
  const sealed = () =>
    tenant.rows('select phone, identity_number from person where tenant_id = $1 order by id', [tenant.id]);
  const before = await sealed();

  const { code, stdout } = await rotate(first);
  expect([code, stdout]).toEqual([0, `Renewed 5 values of 3 people with key ${first.id}.\n`]);
  expect(await sealed()).toEqual(before);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  expect(await call.ask(`{ person(by: { phone: "${phoneOf(0)}" }) { name } }`)).toEqual({ person: { name: '王五' } });
});

test('what no key at hand opens is counted, left as it is and ends with 1; the rest is done', async () => {
  const tenant = await peopleOf(4);
  useSecretKey(lost.key);
  const foreign = seal(tenant.id, '13900000000');
  const [one, two] = await tenant.rows<{ id: string }>('select id from person order by id limit 2');
  await tenant.rows('update person set phone = $2, phone_hash = null where id = $1', [one?.id, foreign]);
  await tenant.rows(`update person set phone = left(phone, -4) || 'AAAA' where id = $1`, [two?.id]);

  const { code, stdout, stderr } = await rotate(second, first);
  expect([code, stdout]).toEqual([1, `Renewed 6 values of 4 people with key ${second.id}.\n`]);
  expect(stderr).toMatch(
    new RegExp(
      `1 values could not be opened: key ${lost.id} is not at hand.\n1 values could not be opened: they were altered.\n$`,
    ),
  );
  expect(await valuesByKey(tenant)).toEqual({ [second.id]: 6, [first.id]: 1, [lost.id]: 1 });
  expect(await tenant.rows('select phone from person where id = $1', [one?.id])).toEqual([{ phone: foreign }]);

  const { stdout: listed } = await list(second, first);
  expect(listed).toBe(
    [
      `${second.id}  current      6 values`,
      `${first.id}  older        1 values`,
      `${lost.id}  not at hand  1 values\n`,
    ].join('\n'),
  );
  expect(listed).not.toContain(first.text.slice(0, 12));
});

test('a rotation that is killed goes on where it was', async () => {
  const tenant = await peopleOf(1_500);
  // Somebody holds the last of them: without him it cannot come to its end.
  const holder = new Client({ connectionString: world.database.ownerUrl });
  await holder.connect();
  await holder.query(`begin; set local app.tenant_id = '${tenant.id}'`);
  await holder.query('select from person where id = (select max(id) from person) for update');
  const child = spawn(process.execPath, [built.cli, 'keys', 'rotate'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...withRing(world, [second, first]) },
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  while (!((await valuesByKey(tenant))[second.id] ?? 0)) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  await holder.query('rollback');
  await holder.end();
  const left = (await valuesByKey(tenant))[first.id] ?? 0;
  expect(left).toBeGreaterThanOrEqual(2);

  const { code, stdout } = await rotate(second, first);
  expect([code, stdout]).toEqual([0, `Renewed ${left} values of ${left / 2} people with key ${second.id}.\n`]);
  expect(await valuesByKey(tenant)).toEqual({ [second.id]: 3_000 });
  useSecretKey(second.key);
  expect(await phonesOf(tenant)).toEqual(Array.from({ length: 1_500 }, (_row, index) => phoneOf(index)));
}, 60_000);

test('a server without a key that values need does not start, and says which', async () => {
  await peopleOf(1);
  for (const ring of [[second], [lost, second]]) {
    const server = ServerProcess.spawn(withRing(world, ring));
    expect(await server.ended).toBe(1);
    expect(server.output).toContain(
      `The database holds secrets sealed with key ${first.id}, which is not at hand (at hand: ${ring.map(({ id }) => id).join(', ')}).`,
    );
  }
  const server = ServerProcess.spawn(withRing(world, [second, first]));
  await server.ready();
  expect(await server.stop()).toBe(0);
}, 60_000);

test('the data folder holds a ring: a file of one key is its first, and a new key is put before it', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-ring-'));
  const file = path.join(folder, 'secret-key');
  try {
    await writeFile(file, first.text);
    const { code, stdout, stderr } = await sanlou(['keys', 'new'], { SANLOU_DATA_DIR: folder });
    const [added = '', ...older] = (await readFile(file, 'utf8')).trim().split('\n');
    expect([code, stderr, older]).toEqual([0, '', [first.text]]);
    expect(stdout).toBe(
      `Key ${keyId(Buffer.from(added, 'base64'))} is the current one from the next start on. Restart the server, then run: sanlou keys rotate\n`,
    );
    expect((await stat(file)).mode & 0o777).toBe(0o600);

    await writeFile(file, `${first.text}\nnonsense\n`);
    const refused = await sanlou(['keys', 'new'], { SANLOU_DATA_DIR: folder });
    expect([refused.code, refused.stderr]).toEqual([
      1,
      `${file} does not hold a key of 32 bytes on each line; restore it from a backup.\n`,
    ]);
    const configured = await sanlou(['keys', 'new'], withRing(world, [first]));
    expect([configured.code, configured.stderr]).toEqual([
      1,
      'The keys are those of SANLOU_SECRET_KEY here: make one with openssl rand -base64 32; sanlou keys rotate --help tells the order.\n',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the help tells the order in which servers learn of a key', async () => {
  const { stdout } = await sanlou(['keys', 'rotate', '--help']);
  expect(stdout).toMatch(
    /1\. Make a key [^]*2\. Make it SANLOU_SECRET_KEY [^]*3\. sanlou keys rotate[^]*4\. When sanlou keys list/,
  );
});
