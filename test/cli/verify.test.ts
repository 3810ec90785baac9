import { sanlou } from '../setup/command';
import type { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let sound: TestTenant;
let broken: TestTenant;
beforeAll(async () => {
  world = await World.open();
  [sound, broken] = [await world.tenant('sound'), await world.tenant('broken')];
  for (const tenant of [sound, broken]) {
    const street = await tenant.add(tenant.root);
    await tenant.member({ in: street });
    await tenant.grid(street);
  }
});
afterAll(() => world.close());

/** The command against this file's database, as the owner of its tables. */
function verify(...parameters: string[]) {
  return sanlou(['verify', ...parameters], {
    DATABASE_URL: world.database.applicationUrl,
    DATABASE_OWNER_URL: world.database.ownerUrl,
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

test('where nothing differs it says what it looked at, tenant by tenant', async () => {
  expect(await verify()).toEqual({
    code: 0,
    stdout:
      'Nothing differs: tenants 2, organizations 4, versions of them 4, memberships 2, grids 2, audit entries 0.\n',
    stderr: expect.stringMatching(/^sound: nothing differs \(.* s\)\nbroken: nothing differs \(.* s\)\n$/) as string,
  });
});

test('what differs is told and ends with 1, until it is mended', async () => {
  const { root } = broken;
  await broken.rows('update organization set depth = 5 where depth = 1');
  const [street] = await broken.rows<{ id: string }>('select id from organization where depth = 5');
  const lines = [
    `broken: paths and depths by the parents: organization ${street?.id} has path ${root.id}/${street?.id} and depth 5, not ${root.id}/${street?.id} and 1`,
    `broken: today by the history: organization ${street?.id} differs from its last version in depth`,
  ];
  expect(await verify('--tenant', 'broken')).toEqual({
    code: 1,
    stdout: `${lines.join('\n')}\n`,
    stderr: expect.stringMatching(/^broken: 2 differences \(.* s\)\n$/) as string,
  });
  expect((await verify('--tenant', 'sound')).code).toBe(0);
  expect(await verify('--repair')).toEqual({
    code: 0,
    stdout:
      'Nothing differs: tenants 2, organizations 4, versions of them 4, memberships 2, grids 2, audit entries 0.\n',
    stderr: expect.stringMatching(
      /\nbroken: nothing differs after writing anew the places of 1 organizations and 0 versions, the closure of 0 and the counts of 0 \(.* s\)\n$/,
    ) as string,
  });
});

test('as JSON it tells the same to programs', async () => {
  await sound.rows(`update grid set name = name`);
  await sound.rows(`update grid_version set name = 'other' where superseded_at = 'infinity'`);
  const { code, stdout } = await verify('--tenant', 'sound', '--json', '--repair');
  const [grid] = await sound.rows<{ id: string }>('select id from grid');
  expect([code, JSON.parse(stdout)]).toEqual([
    1,
    {
      tenants: [
        {
          code: 'sound',
          extent: { organizations: 2, versions: 2, memberships: 1, grids: 1, auditEntries: 0 },
          found: [
            {
              name: 'grids by the history',
              of: 'grid',
              faults: [{ id: grid?.id, fault: 'differs from its last version' }],
              total: 1,
            },
          ],
          mended: { places: 0, closures: 0, versionPlaces: 0, counters: 0 },
        },
      ],
    },
  ]);
});

test('a tenant that is not there is told', async () => {
  expect(await verify('--tenant', 'nowhere')).toEqual({ code: 1, stdout: '', stderr: 'There is no tenant nowhere.\n' });
});

test('a broken chain of the audit trail is told entry by entry', async () => {
  const tenant = await world.tenant('chained');
  const { id: account } = await tenant.actor();
  await tenant.rows(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, occurred_at)
     select $1, $2, 'r', 'a.b', 'Person', n, $3, now() - interval '2 minutes' from generate_series(1, 5) n`,
    [tenant.id, account, tenant.root.id],
  );
  const ids = (await tenant.rows<{ id: string }>('select id from audit_entry order by id')).map(({ id }) => id);
  await world.owner.query('select seal_audit($1, 4)', [tenant.id]);
  const line = (id: string | undefined, fault: string) =>
    `chained: audit trail by its chain: audit entry ${id} ${fault}\n`;
  const told = (await verify('--tenant', 'chained')).stdout;
  expect(told).toBe(line(ids[4], 'is not sealed'));
  await world.owner.query('select seal_audit($1, 4)', [tenant.id]);
  expect((await verify('--tenant', 'chained')).stdout).toMatch(/audit entries 5\.\n$/);

  await tenant.rows(`alter table audit_entry disable trigger audit_entry_is_only_added`);
  await tenant.rows(`update audit_entry set action = 'a.c' where id = $1`, [ids[1]]);
  await tenant.rows(`alter table audit_seal drop constraint audit_seal_tenant_id_entry_id_fkey`);
  await tenant.rows(`delete from audit_entry where id = $1`, [ids[3]]);
  await tenant.rows(`alter table audit_seal disable trigger audit_seal_is_only_added`);
  await tenant.rows(`delete from audit_seal where entry_id = $1`, [ids[2]]);
  const { code, stdout } = await verify('--tenant', 'chained');
  expect([code, stdout]).toEqual([
    1,
    line(ids[1], 'does not fit its hash, number 2') +
      line(ids[2], 'is not sealed') +
      line(ids[3], 'has number 4, not 3, is gone, which has number 4'),
  ]);
});
