import { auditTrail, twoBranches } from '../../../setup/records';
import { World } from '../../../setup/world';
import { endAccess, reason, takeAccess } from './operations';

let now = new Date('2020-06-30T04:00:00Z');
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => now });
});
afterAll(() => world.close());
beforeEach(() => {
  now = new Date('2020-06-30T04:00:00Z');
});

interface Read {
  node: string;
  organization: string;
  account: string;
  after: { operation: string | null; document: string; ids: string[] };
}

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: branches.community });
  const { grant } = await takeAccess(administrator.call, { organizationId: branches.north.gid, role: 'ORGANIZER' });
  const reads = async () =>
    (
      await tenant.rows<Read>(
        `select 'gid://sanlou/' || node_type || '/' || node_id as node, 'gid://sanlou/Organization/' || organization_id as organization,
         'gid://sanlou/Account/' || account_id as account, after from audit_entry
       where tenant_id = $1 and action = 'temporary_access.used_read' order by id`,
        [tenant.id],
      )
    ).slice(1);
  return { tenant, ...branches, administrator, grantId: grant?.id ?? '', reads };
}

const named = `query Branch($id: ID!, $name: String!) {
  organization(by: { id: $id }) { name @include(if: true) descendants(first: 2, search: $name) { nodes { name } } }
}`;

test('an operation under it is on record with its document and the ids it named, but no other value', async () => {
  const { north, administrator, grantId, reads } = await setting();
  await administrator.call.ask(named, { id: north.gid, name: '王五' });
  expect(await reads()).toEqual([
    {
      ...{ node: grantId, organization: north.gid, account: administrator.gid },
      after: {
        operation: 'Branch',
        document: `query Branch($id: ID!, $name: String!) {
  organization(by: {id: $id}) {
    name @include(if: true)
    descendants(first: 2, search: $name) {
      nodes {
        name
      }
    }
  }
}`,
        ids: [north.gid],
      },
    },
  ]);
});

test('a text in the document is left out, an id in it stands; a long document is cut', async () => {
  const { north, administrator, reads } = await setting();
  const fields = Array.from({ length: 40 }, (_each, index) => `a${'x'.repeat(90)}${index}: name`).join(' ');
  await administrator.call.ask(
    `{ organization(by: { id: "${north.gid}" }) { descendants(first: 1, search: "13800000000") { totalCount } ${fields} } }`,
  );
  const [read] = await reads();
  expect(read?.after.document).toContain(`organization(by: {id: "${north.gid}"})`);
  expect(read?.after.document).toContain('descendants(first: 1, search: "…")');
  expect(read?.after.document).not.toContain('138');
  expect(read?.after.document).toHaveLength(4_000);
});

test('every temporary grant is named, the operation that takes it included, until it ends', async () => {
  const { south, administrator, grantId, reads } = await setting();
  const second = await takeAccess(administrator.call, { organizationId: south.gid, role: 'VIEWER' });
  await administrator.call.ask('{ viewer { name } }');
  await endAccess(administrator.call, grantId);
  await administrator.call.ask('{ viewer { name } }');
  now = new Date('2020-06-30T05:00:00Z');
  await administrator.call.ask('{ viewer { name } }');

  const [first, other] = [grantId, second.grant?.id];
  // Taking the second, asking twice, and handing the first back in between.
  expect((await reads()).map(({ node }) => node)).toEqual([first, other, first, other, first, other, other]);
});

test('what told nothing is not recorded: a refusal, a fault of the document, the schema', async () => {
  const { tenant, street, administrator, reads } = await setting();
  await administrator.call.send('query ($id: ID!) { organization(by: { id: $id }) { name } }', { id: street.gid });
  await administrator.call.send('{ nothing }');
  await administrator.call.send('{ __schema { queryType { name } } }');
  expect(await reads()).toEqual([]);
  expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual(['temporary_access.taken']);
});

test('a mutation is on record with what it selects, beside its own entry', async () => {
  const { tenant, north, administrator, reads } = await setting();
  const register = `mutation Register($input: RegisterPersonInput!) { registerPerson(input: $input) { person { name } userErrors { code } } }`;
  await administrator.call.ask(register, { input: { organizationId: north.gid, name: '王五', phone: '13800000000' } });
  expect((await auditTrail(tenant)).map(({ action }) => action)).toEqual([
    'temporary_access.taken',
    'person.registered',
  ]);
  const [read] = await reads();
  expect(read?.after).toMatchObject({ operation: 'Register', ids: [north.gid] });
  expect(JSON.stringify(read)).not.toContain('138');
});

test('what cannot be recorded is not answered', async () => {
  const { administrator } = await setting();
  await world.owner
    .query(`create function refuse_entry() returns trigger language plpgsql as $$ begin raise 'full'; end $$;
    create trigger refuse before insert on audit_entry for each row execute function refuse_entry()`);
  try {
    const { status, data, errors } = await administrator.call.send('{ viewer { name } }');
    expect([status, data, errors?.map(({ extensions }) => extensions.code)]).toEqual([500, undefined, ['INTERNAL']]);
  } finally {
    await world.owner.query('drop trigger refuse on audit_entry; drop function refuse_entry()');
  }
});

test('whoever has none sends no more statements; whoever has one, a transaction more', async () => {
  const { tenant, north, administrator } = await setting();
  const ordinary = await tenant.actor({ role: 'VIEWER', at: north });
  const ask = (call: typeof ordinary.call) =>
    world.countStatements(() =>
      call.ask('query ($id: ID!) { organization(by: { id: $id }) { name } }', { id: north.gid }),
    );
  expect(await ask(ordinary.call)).toBe(2);
  expect(await ask(administrator.call)).toBe(2 + 2);
});

test('those who administer the place list them, those that hold apart from those that do not', async () => {
  const { tenant, street, north, south, administrator, grantId } = await setting();
  const above = await tenant.actor({ role: 'ADMINISTRATOR', at: street });
  const viewer = await tenant.actor({ role: 'VIEWER', at: street });
  const second = await takeAccess(administrator.call, { organizationId: south.gid, role: 'VIEWER', minutes: 120 });
  const third = await takeAccess(administrator.call, { organizationId: south.gid, role: 'AUDITOR', minutes: 120 });
  await endAccess(administrator.call, third.grant?.id ?? '');
  now = new Date('2020-06-30T05:00:00Z');
  interface Listed {
    organization: { temporaryAccesses: { totalCount: number; nodes: { id: string; reason: string }[] } };
  }
  const list = async (call: typeof above.call, id: string, isActive?: boolean, reach?: string) => {
    const data = await call.ask<Listed>(
      `query ($id: ID!, $isActive: Boolean, $reach: Reach) { organization(by: { id: $id }) {
        temporaryAccesses(first: 10, isActive: $isActive, reach: $reach) { totalCount nodes { id reason } } } }`,
      { id, isActive, reach: reach ?? 'SUBTREE' },
    );
    const { nodes, totalCount } = data.organization.temporaryAccesses;
    expect(totalCount).toBe(nodes.length);
    expect(nodes.every((node) => node.reason === reason)).toBe(true);
    return nodes.map(({ id: each }) => each).sort();
  };

  const ids = [grantId, second.grant?.id, third.grant?.id];
  expect(await list(above.call, street.gid)).toEqual(ids.toSorted());
  expect(await list(above.call, street.gid, true)).toEqual([second.grant?.id]);
  expect(await list(above.call, street.gid, false)).toEqual([grantId, third.grant?.id].toSorted());
  expect(await list(above.call, north.gid)).toEqual([grantId]);
  expect(await list(above.call, street.gid, undefined, 'DIRECT')).toEqual([]);
  expect(await list(viewer.call, street.gid)).toEqual([]);
});
