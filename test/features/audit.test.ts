import { twoBranches } from '../setup/records';
import type { TestActor, TestOrganization } from '../setup/tenant';
import { World } from '../setup/world';
import { end } from './memberships/operations';
import { register } from './people/operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Entry {
  id: string;
  action: string;
  nodeId: string;
  requestId: string;
  occurredAt: string;
}
interface Listed {
  organization: {
    auditEntries: {
      nodes: Entry[];
      totalCount: number;
      pageInfo: Record<'hasNextPage' | 'hasPreviousPage', boolean> & Record<'startCursor' | 'endCursor', string>;
    };
  };
}

const list = `query ($id: ID!, $reach: Reach, $first: Int, $after: String, $last: Int, $before: String) {
  organization(by: { id: $id }) {
    auditEntries(reach: $reach, first: $first, after: $after, last: $last, before: $before) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      nodes { id action nodeId requestId occurredAt reason before after account { id name } }
    }
  }
}`;

const entries = async ({ call }: TestActor, { gid: id }: TestOrganization, more: object = {}) =>
  (await call.ask<Listed>(list, { id, first: 100, ...more })).organization.auditEntries;

/** Two people registered in the south, then three in the north, of two streets. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const beside = await tenant.add(await tenant.add(await tenant.add(tenant.root)));
  const county = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const registered: string[] = [];
  for (const place of [branches.south, branches.south, branches.north, branches.north, branches.north, beside]) {
    const input = { organizationId: place.gid, name: '王五' };
    const data = await county.call.ask<{ registerPerson: { person: { id: string } } }>(register, { input });
    registered.push(data.registerPerson.person.id);
  }
  const auditor = await tenant.actor({ role: 'AUDITOR', at: branches.street });
  return { tenant, ...branches, beside, county, auditor, registered };
}

test('an entry tells who did what to which node, when, and how it was before and afterwards', async () => {
  const { tenant, north, secretary } = await twoBranchesOf();
  const member = await tenant.member({ in: north, startedOn: '2019-07-01' });
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  await secretary.call.ask(end, { input: { membershipId: member.gid, endedOn: '2020-01-01', reason: 'LEFT' } });

  const { nodes, totalCount } = await entries(auditor, north, { reach: 'DIRECT' });

  expect(totalCount).toBe(1);
  const image = {
    ...{ membership: member.gid, person: member.person.gid, organization: north.gid },
    ...{ status: 'FULL', statusSince: '2019-07-01', startedOn: '2019-07-01', hasExternalReference: false },
  };
  expect(nodes).toEqual([
    {
      id: expect.stringMatching(/^gid:\/\/sanlou\/AuditEntry\/\d+$/),
      ...{ action: 'membership.ended', nodeId: member.gid, reason: null },
      account: { id: secretary.gid, name: secretary.name },
      requestId: expect.stringMatching(/^[\w-]{36}$/),
      occurredAt: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/),
      before: { ...image, endedOn: null, endReason: null, version: 1 },
      after: { ...image, endedOn: '2020-01-01', endReason: 'LEFT', version: 2 },
    },
  ]);
  const read = 'query ($id: ID!) { node(id: $id) { ... on AuditEntry { action nodeId } } }';
  expect(await auditor.call.ask(read, { id: nodes[0]?.id })).toEqual({
    node: { action: 'membership.ended', nodeId: member.gid },
  });
});

test('an auditor of a street reads what was done in his street, newest first at any place', async () => {
  const { tenant, street, north, beside, auditor, registered } = await setting();
  const all = registered.slice(0, 5).toReversed();

  const listed = await entries(auditor, street);
  expect(listed.nodes.map(({ nodeId }) => nodeId)).toEqual(all);
  expect(listed.totalCount).toBe(5);
  expect(new Set(listed.nodes.map(({ requestId }) => requestId)).size).toBe(5);
  expect((await entries(auditor, north)).nodes.map(({ nodeId }) => nodeId)).toEqual(all.slice(0, 3));
  expect(await entries(auditor, street, { reach: 'DIRECT' })).toMatchObject({ nodes: [], totalCount: 0 });

  for (const place of [beside, tenant.root]) {
    expect(await auditor.call.refusals(list, { id: place.gid, first: 1 })).toEqual([
      { code: 'NOT_FOUND', path: 'organization' },
    ]);
  }
  const above = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const [elsewhere] = (await entries(above, beside)).nodes;
  expect(await auditor.call.refusals('query ($id: ID!) { node(id: $id) { id } }', { id: elsewhere?.id })).toEqual([
    { code: 'NOT_FOUND', path: 'node' },
  ]);
});

test('without audit:read there are no entries, not even their number', async () => {
  const { tenant, street, auditor } = await setting();
  const [entry] = (await entries(auditor, street)).nodes;
  for (const role of ['ADMINISTRATOR', 'ORGANIZER', 'GRID_WORKER', 'TREASURER', 'INTEGRATOR', 'VIEWER']) {
    const actor = await tenant.actor({ role, at: tenant.root });
    expect(await entries(actor, street)).toMatchObject({ nodes: [], totalCount: 0 });
    expect(await actor.call.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [entry?.id] })).toEqual({
      nodes: [null],
    });
  }
});

test('who sees the county but audits one branch reads the entries of that branch alone', async () => {
  const { tenant, north, registered } = await setting();
  const mixed = await tenant.actor([
    { role: 'VIEWER', at: tenant.root },
    { role: 'AUDITOR', at: north },
  ]);
  const { nodes, totalCount } = await entries(mixed, tenant.root);
  expect(nodes.map(({ nodeId }) => nodeId)).toEqual(registered.slice(2, 5).toReversed());
  expect(totalCount).toBe(3);
  // The account that acted belongs to the county, where he audits nothing.
  expect(nodes).toEqual(nodes.map((node) => ({ ...node, account: null })));
});

test.each([1, 2, 5])('pages of %i entries, walked either way, are the whole trail', async (size) => {
  const { street, auditor } = await setting();
  const whole = (await entries(auditor, street)).nodes;
  const [forwards, backwards]: [Entry[], Entry[]] = [[], []];
  for (let after: string | null = null, more = true; more;) {
    const { nodes, pageInfo } = await entries(auditor, street, { first: size, after });
    forwards.push(...nodes);
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  for (let before: string | null = null, more = true; more;) {
    const { nodes, pageInfo } = await entries(auditor, street, { first: null, last: size, before });
    backwards.unshift(...nodes);
    ({ hasPreviousPage: more, startCursor: before } = pageInfo);
  }
  expect(whole).toHaveLength(5);
  expect(forwards).toEqual(whole);
  expect(backwards).toEqual(whole);
});

async function twoBranchesOf() {
  const tenant = await world.tenant();
  return { tenant, ...(await twoBranches(tenant)) };
}
