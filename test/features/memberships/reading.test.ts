import { addMembership, inTreeOrder } from '../../setup/records';
import type { TestNode, TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Listed {
  organization: {
    memberships: {
      nodes: { id: string }[];
      edges: { cursor: string; node: { id: string } }[];
      totalCount: number;
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    };
  };
}

const list = `query ($id: ID!, $reach: Reach, $status: [MembershipStatus!], $first: Int, $after: String, $last: Int, $before: String) {
  organization(by: { id: $id }) {
    memberships(reach: $reach, status: $status, first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes { id } edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`;

/** A branch with a direct member and two building groups of three members each, in the order of the tree. */
async function branchWithMembers(tenant: TestTenant) {
  const street = await tenant.add(tenant.root);
  const branch = await tenant.add(await tenant.add(street));
  const groups = inTreeOrder([await tenant.add(branch), await tenant.add(branch)]);
  const [first, second] = groups as [TestOrganization, TestOrganization];
  // Joined in another order than that of the tree.
  const later: TestNode[] = [];
  const sooner: TestNode[] = [];
  for (let index = 0; index < 3; index += 1) {
    later.push(await tenant.member({ in: second, status: 'PROBATIONARY' }));
    sooner.push(await tenant.member({ in: first }));
  }
  const direct = await tenant.member({ in: branch, status: 'APPLICANT' });
  const order = [direct, ...sooner, ...later].map((member) => member.gid);
  const { call } = await tenant.actor({ role: 'VIEWER', at: street });
  return { street, branch, first, second, direct, order, call };
}

const idsOf = ({ organization: { memberships } }: Listed) => memberships.nodes.map(({ id }) => id);

test('memberships hang from an organization alone, or from everything beneath it, in the order of the tree', async () => {
  const { branch, first, direct, order, call } = await branchWithMembers(await world.tenant());

  const direct1 = await call.ask<Listed>(list, { id: branch.gid, reach: 'DIRECT', first: 100 });
  const subtree = await call.ask<Listed>(list, { id: branch.gid, reach: 'SUBTREE', first: 100 });
  const unsaid = await call.ask<Listed>(list, { id: branch.gid, first: 100 });
  const group = await call.ask<Listed>(list, { id: first.gid, reach: 'DIRECT', first: 100 });

  expect(idsOf(direct1)).toEqual([direct.gid]);
  expect(idsOf(subtree)).toEqual(order);
  expect(unsaid).toEqual(subtree);
  expect(idsOf(group)).toEqual(order.slice(1, 4));
  expect([direct1, subtree, group].map(({ organization }) => organization.memberships.totalCount)).toEqual([1, 7, 3]);
});

test('a list can be narrowed to some statuses, and its count follows', async () => {
  const { branch, order, call } = await branchWithMembers(await world.tenant());

  const ask = (status: string[]) => call.ask<Listed>(list, { id: branch.gid, status, first: 100 });

  const some = await ask(['APPLICANT', 'PROBATIONARY']);
  expect(idsOf(some)).toEqual([order[0], ...order.slice(4)]);
  expect(some.organization.memberships.totalCount).toBe(4);
  expect(idsOf(await ask(['ACTIVIST']))).toEqual([]);
  expect(idsOf(await ask([]))).toEqual([]);
});

test.each([1, 2, 3, 7, 100])('pages of %i, walked forwards or backwards, are the whole list in order', async (size) => {
  const { street, order, call } = await branchWithMembers(await world.tenant());
  const page = async (request: object) =>
    (await call.ask<Listed>(list, { id: street.gid, ...request })).organization.memberships;

  const forwards: string[][] = [];
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo, totalCount } = await page({ first: size, after });
    expect(totalCount).toBe(7);
    expect(pageInfo.hasPreviousPage).toBe(after !== null);
    forwards.push(nodes.map(({ id }) => id));
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  const backwards: string[][] = [];
  for (let before: string | null = null, more = true; more;) {
    const { nodes, pageInfo } = await page({ last: size, before });
    expect(pageInfo.hasNextPage).toBe(before !== null);
    backwards.unshift(nodes.map(({ id }) => id));
    ({ hasPreviousPage: more, startCursor: before } = pageInfo);
  }

  expect(forwards.flat()).toEqual(order);
  expect(backwards.flat()).toEqual(order);
  expect(forwards.map((ids) => ids.length)).toEqual(backwards.map((ids) => ids.length).reverse());
  expect(forwards).toHaveLength(Math.ceil(7 / size));
});

test('a membership is listed from its first day until the day before its end', async () => {
  const tenant = await world.tenant();
  const branch = await tenant.add(await tenant.add(await tenant.add(tenant.root)));
  await tenant.member({ in: branch, startedOn: '2019-01-01', endedOn: '2020-06-30' });
  await tenant.member({ in: branch, startedOn: '2020-07-01' });
  const lastDay = await tenant.member({ in: branch, startedOn: '2019-01-01', endedOn: '2020-07-01' });
  const firstDay = await tenant.member({ in: branch, startedOn: '2020-06-30' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });

  const listed = await call.ask<Listed>(list, { id: branch.gid, first: 10 });

  expect(idsOf(listed)).toEqual([lastDay.gid, firstDay.gid]);
  expect(listed.organization.memberships.totalCount).toBe(2);
});

test("someone's memberships are told newest first, ended and coming ones too, but only those within reach", async () => {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const here = await tenant.add(community);
  const there = await tenant.add(community);
  const member = await tenant.member({ in: here, startedOn: '2015-01-01', endedOn: '2016-01-01' });
  const elsewhere = await addMembership(tenant, member.person, {
    in: there,
    startedOn: '2016-01-01',
    endedOn: '2018-01-01',
  });
  const coming = await addMembership(tenant, member.person, { in: here, startedOn: '2021-01-01' });
  const person = `query ($id: ID!) {
    person(by: { id: $id }) { memberships { id startedOn endedOn endReason organization { id } person { id } } }
  }`;
  const read = async (at: typeof here) =>
    (await tenant.actor({ role: 'VIEWER', at })).call.ask(person, { id: member.person.gid });
  const row = (id: string, [startedOn, endedOn]: (string | null)[], at: typeof here) => ({
    ...{ id, startedOn, endedOn, endReason: endedOn && 'LEFT', organization: { id: at.gid } },
    person: { id: member.person.gid },
  });
  const [first, second, third] = [
    row(coming.gid, ['2021-01-01', null], here),
    row(elsewhere.gid, ['2016-01-01', '2018-01-01'], there),
    row(member.gid, ['2015-01-01', '2016-01-01'], here),
  ];

  expect(await read(community)).toEqual({ person: { memberships: [first, second, third] } });
  expect(await read(here)).toEqual({ person: { memberships: [first, third] } });
  expect(await read(there)).toEqual({ person: { memberships: [second] } });
});

test('a membership out of reach is absent, ended or not', async () => {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const here = await tenant.add(community);
  const there = await tenant.add(community);
  const open = await tenant.member({ in: there });
  const { call } = await tenant.actor({ role: 'AUDITOR', at: here });

  const answer = await call.send('query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id } node(id: $id) { id } }', {
    ids: [open.gid, open.person.gid],
    id: open.gid,
  });

  expect(answer.data).toEqual({ nodes: [null, null], node: null });
  expect(answer.errors).toMatchObject([{ message: 'Not found.', path: ['node'], extensions: { code: 'NOT_FOUND' } }]);
});
