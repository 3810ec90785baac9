import type { Caller } from '../setup/api';
import type { TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { change, CREATE, MOVE } from './organizations/operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Every request begins with this: BEGIN with the tenant and the actor's grants in one message. */
const request = 1;
/** Counts organizations by level where the cost of an operation depends on them; known for a minute afterwards. */
const bounds = 1;

interface Place {
  tenant: TestTenant;
  street: TestOrganization;
  call: Caller;
}

/** A county of some streets, each with as many communities of as many branches of as many buildings, and members. */
async function county(width: number): Promise<Place> {
  const tenant = await world.tenant();
  let above = [tenant.root];
  for (let level = 1; level <= 4; level += 1) {
    const next: TestOrganization[] = [];
    for (const parent of above) for (let made = 0; made < width; made += 1) next.push(await tenant.add(parent));
    above = next;
  }
  for (const building of above.slice(0, 5)) await tenant.member({ in: building });
  const street = await tenant.add(tenant.root, { name: 'street' });
  const community = await tenant.add(street);
  for (let made = 0; made < width; made += 1) await tenant.add(await tenant.add(community));
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, street, call };
}

/** Asserts how many statements an operation takes, in a small county as in a larger one, the bounds known already. */
async function expectStatements(count: number, work: (place: Place) => Promise<unknown>): Promise<void> {
  for (const width of [1, 3]) {
    const place = await county(width);
    // Asked once so that the bounds are known.
    await place.call.ask(`query ($id: ID!) { node(id: $id) { ... on Organization { children { id } } } }`, {
      id: place.tenant.root.gid,
    });
    expect([width, await world.countStatements(() => work(place))]).toEqual([width, count]);
  }
}

test('four nested levels of a street: all beneath it in the statement of its own row', async () => {
  const organization = 1;
  await expectStatements(request + organization, ({ call, street }) =>
    call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { name children { name level { code } children { name children { name children { name } } } } } }`,
      { id: street.gid },
    ),
  );
});

test('four nested levels with their figures, parents and ancestors: one more for each kind of figure, not for each node', async () => {
  const [organization, children, childCount, descendantCount, counts] = [1, 1, 1, 1, 1];
  // Of each nested level its fields are asked for together; all levels are there at once, so it is one statement a field.
  const [parent, ancestors] = [1, 1];
  const fields = 'childCount hasChildren descendantCount counts { members } parent { id } ancestors { id }';
  await expectStatements(
    request + organization + children + childCount + descendantCount + counts + parent + ancestors,
    ({ call, tenant }) =>
      call.ask(
        `query ($id: ID!) { organization(by: { id: $id }) { children { ${fields} children { ${fields} children { ${fields} } } } } }`,
        { id: tenant.root.gid },
      ),
  );
});

test('several nodes with their children: one statement for the nodes and all children', async () => {
  const nodes = 1;
  await expectStatements(request + nodes, async ({ call, tenant, street }) =>
    call.ask(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { children { children { id } } } } }`, {
      ids: [street.gid, tenant.root.gid],
    }),
  );
});

test('a breakdown per street, with the organization it is of', async () => {
  const organizationWithBreakdown = 1;
  await expectStatements(request + organizationWithBreakdown, ({ call, tenant }) =>
    call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "STREET") {
        rows { organization { name } counts { members grids } } elsewhere { members } total { members } } } }`,
      { id: tenant.root.gid },
    ),
  );
});

test('a breakdown of each child costs no more than one of them', async () => {
  const [organization, children, rows, count] = [1, 1, 1, 1];
  await expectStatements(request + organization + children + rows + count, ({ call, tenant }) =>
    call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { children { breakdown(level: "COMMUNITY") { rows { counts { members } } total { members } } } } }`,
      { id: tenant.root.gid },
    ),
  );
});

test('one page of descendants, and one more statement when the whole is counted', async () => {
  const [organizationWithPage, total] = [1, 1];
  const asking = (more: string) => `query ($id: ID!) { organization(by: { id: $id }) { descendants(first: 50) {
    nodes { name } pageInfo { endCursor } ${more} } } }`;
  await expectStatements(request + organizationWithPage, ({ call, tenant }) =>
    call.ask(asking(''), { id: tenant.root.gid }),
  );
  await expectStatements(request + organizationWithPage + total, ({ call, tenant }) =>
    call.ask(asking('totalCount'), { id: tenant.root.gid }),
  );
});

test('roots of the viewer with their children, the first time with the bounds of the cost', async () => {
  const [roots, children] = [1, 1];
  const ROOTS = `{ viewer { name tenant { name levels { code } } roots { name children { name } } } }`;
  await expectStatements(request + roots + children, ({ call }) => call.ask(ROOTS));

  const { call } = await county(2);
  expect(await world.countStatements(() => call.ask(ROOTS))).toBe(request + bounds + roots + children);
});

test('one membership change: door, locks, write and audit in one transaction, whatever the size of the county', async () => {
  // In the transaction: where the membership is, may he assign there, the row itself, its new status, the audit entry.
  const [transaction, located, standing, lock, update, audit] = [1, 1, 1, 1, 1, 1];
  await expectStatements(transaction + located + standing + lock + update + audit, async ({ call, tenant }) => {
    const [membership] = await tenant.rows<{ id: string }>(
      `update membership set status = 'PROBATIONARY' where id = (select min(id) from membership) returning id`,
    );
    const changed = await call.ask(
      `mutation ($input: ChangeMembershipStatusInput!) { changeMembershipStatus(input: $input) { membership { status } userErrors { code } } }`,
      {
        input: { membershipId: `gid://sanlou/Membership/${membership?.id}`, status: 'FULL', effectiveOn: '2020-06-01' },
      },
    );
    expect(changed).toEqual({ changeMembershipStatus: { membership: { status: 'FULL' }, userErrors: [] } });
  });
});

test('a move: rules, tree, history, lineage, impact and audit, whatever lies beneath', async () => {
  const [transaction, standings, organization, common, savepoint, reorganization, acts] = [1, 2, 1, 1, 1, 1, 1];
  const [lock, parent, closure, history, today, lineage, impact, read, audit, parentBelow] = [
    1, 1, 2, 1, 1, 1, 1, 2, 1, 2,
  ];
  const prepared = organization + common + savepoint + reorganization + acts;
  const moved = lock + parent + closure + history + today + lineage + impact + read;
  await expectStatements(
    transaction + standings + prepared + moved + audit + parentBelow,
    async ({ call, tenant, street }) => {
      const [community] = await tenant.rows<{ id: string }>(
        'select min(id) as id from organization where depth = 2 and parent_id <> $1',
        [street.id],
      );
      const input = { id: `gid://sanlou/Organization/${community?.id}`, newParentId: street.gid };
      expect((await change(call, MOVE, input)).userErrors).toEqual([]);
    },
  );
});

test('a creation: standing, parent, row, closure, the row again, its impact and the audit', async () => {
  const [transaction, standing, parent, insert, attach, read, grants, audit, parentBelow] = [1, 1, 1, 1, 1, 1, 1, 1, 2];
  await expectStatements(
    transaction + standing + parent + insert + attach + read + grants + audit + parentBelow,
    async ({ call, street }) => {
      const input = { parentId: street.gid, level: 'COMMUNITY', name: 'new' };
      expect((await change(call, CREATE, input)).userErrors).toEqual([]);
    },
  );
});

test('whatever is selected beneath children is asked once for all of them, pages and breakdowns too', async () => {
  const selected = {
    organization: 1,
    children: 1,
    'parent { id }': 1,
    'ancestors { id }': 1,
    'hasChildren childCount': 1,
    descendantCount: 1,
    'descendants(first: 2) { nodes { id } }': 1,
    'memberships(first: 2) { nodes { person { name } } totalCount }': 3,
    'grids(first: 2) { nodes { id } }': 1,
    'counts { members }': 1,
    'breakdown(level: "BUILDING_GROUP") { rows { counts { members } } }': 2,
  };
  const [, , ...fields] = Object.keys(selected);
  const statements = Object.values(selected).reduce((sum, count) => sum + count, 0);
  await expectStatements(request + statements, ({ call, tenant }) =>
    call.ask(`query ($id: ID!) { organization(by: { id: $id }) { children { ${fields.join(' ')} } } }`, {
      id: tenant.root.gid,
    }),
  );
});
