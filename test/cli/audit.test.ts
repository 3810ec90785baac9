import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sanlou } from '../setup/command';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let keyId: string;
let folder: string;
let file: string;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant('chained');
  const { id: account } = await tenant.actor();
  const [key] = await tenant.rows<{ id: string }>(
    `insert into api_key (tenant_id, account_id, name, prefix, key_hash, hashed_with, organization_id, created_by, created_at, expires_at)
     values ($1, $2, 'key', 'abcdefgh2345', sha256('x'), 'k', $3, $2, now(), now() + interval '1 day') returning id`,
    [tenant.id, account, tenant.root.id],
  );
  keyId = key?.id ?? '';
  // Every second entry was made with a key.
  await tenant.rows(
    `insert into audit_entry (tenant_id, account_id, api_key_id, request_id, action, node_type, node_id, organization_id, reason)
     select $1, $2, case when n % 2 = 0 then $4::bigint end, 'r', 'person.updated', 'Person', n, $3, '换行' || chr(10) || n
     from generate_series(1, 2500) n`,
    [tenant.id, account, tenant.root.id, keyId],
  );
  await world.tenant('empty');
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-audit-'));
  file = path.join(folder, 'chained.jsonl');
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** The command against this file's database, as the application role. */
function audit(...parameters: string[]) {
  return sanlou(['audit', ...parameters], {
    DATABASE_URL: world.database.applicationUrl,
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

/** The command where nothing is configured and no database can be reached. */
const offline = (...parameters: string[]) =>
  sanlou(['audit', ...parameters], { DATABASE_URL: 'nonsense', SANLOU_DATA_DIR: '/nowhere' });

test('a chain is exported as it is stored, and proven from the file alone', async () => {
  expect(await audit('export', '--tenant', 'chained', '--out', file)).toMatchObject({ code: 0, stdout: '' });
  expect(await readdir(folder)).toEqual(['chained.jsonl']);
  const lines = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  const stored = await tenant.rows<{ hash: string }>(
    `select s.number::float8 as number, audit_canonical(e) as entry, encode(s.hash, 'hex') as hash
     from audit_seal s join audit_entry e on e.id = s.entry_id order by s.number`,
  );
  const head = stored.at(-1)?.hash ?? '';
  expect(lines).toEqual([
    {
      format: 'sanlou-audit',
      version: 1,
      tenant: 'chained',
      exportedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    },
    ...stored,
    { count: 2500, head, checksum: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  ]);

  const whole = { code: 0, stdout: `2500 entries, whole; head ${head}\n` };
  expect(await offline('verify', file)).toMatchObject(whole);
  expect(await audit('head', '--tenant', 'chained')).toEqual({ code: 0, stdout: `2500:${head}\n`, stderr: '' });
  expect(await offline('verify', file, '--head', head, '--anchor', `2500:${head}`)).toMatchObject(whole);
  expect(await offline('verify', file, '--head', '0'.repeat(64))).toMatchObject({
    code: 1,
    stdout: `Broken: the head differs: it is ${head}.\n`,
  });
  expect((await audit('export', '--tenant', 'chained')).stdout.split('\n').slice(1, -2)).toEqual(
    lines.slice(1, -1).map((line) => JSON.stringify(line)),
  );
});

test('the first broken link is named, and ends the command with 1', async () => {
  await audit('export', '--tenant', 'chained', '--out', file);
  const altered = path.join(folder, 'altered.jsonl');
  await writeFile(altered, (await readFile(file, 'utf8')).replace('\\\\n2321', '\\\\n1234'));
  expect(await offline('verify', altered)).toMatchObject({
    code: 1,
    stdout: 'Broken at number 2321: its entry was altered.\n',
  });
});

test('that an entry was made with a key is proven too: neither taken away nor added unseen', async () => {
  await audit('export', '--tenant', 'chained', '--out', file);
  const text = await readFile(file, 'utf8');
  const lines = text.split('\n');
  const named = `, {\\"apiKey\\": \\"${keyId}\\"}]`;
  expect([lines[2321]?.includes(named), lines[2322]?.includes(named)]).toEqual([false, true]);
  const altered = path.join(folder, 'altered.jsonl');
  for (const [number, line] of [
    [2322, lines[2322]?.replace(named, ']')],
    [2321, lines[2321]?.replace(']",', `${named}",`)],
  ] as const) {
    await writeFile(altered, lines.with(number, line ?? '').join('\n'));
    expect(await offline('verify', altered)).toMatchObject({
      code: 1,
      stdout: `Broken at number ${number}: its entry was altered.\n`,
    });
  }
});

test('an empty trail is exported and proven too, but has no head', async () => {
  const empty = path.join(folder, 'empty.jsonl');
  expect((await audit('export', '--tenant', 'empty', '--out', empty)).code).toBe(0);
  expect(await offline('verify', empty)).toMatchObject({ code: 0, stdout: '0 entries, whole; head none\n' });
  expect(await audit('head', '--tenant', 'empty')).toMatchObject({
    code: 1,
    stderr: 'Nothing is recorded in empty yet.\n',
  });
});

test('what is asked for wrongly is told', async () => {
  expect(await audit('export', '--tenant', 'nowhere')).toMatchObject({
    code: 1,
    stderr: 'There is no tenant nowhere.\n',
  });
  expect(await audit('export', '--tenant', 'chained', '--out', path.join(folder, 'no', 'such.jsonl'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^ENOENT/) as string,
  });
  expect(await offline('verify', path.join(folder, 'nothing.jsonl'))).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^ENOENT/) as string,
  });
  expect(await offline('verify', __filename)).toMatchObject({
    code: 1,
    stdout: 'Broken: the first line is not that of an audit export.\n',
  });
  expect(await offline('verify', file, '--anchor', '5')).toMatchObject({
    code: 1,
    stderr: '5 is no anchor: give what sanlou audit head printed, a number, a colon and a hash.\n',
  });
});
