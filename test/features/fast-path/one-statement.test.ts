import type { TestActor, TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { MERGE, perform } from '../reorganizations/operations';

let world: World;
let tenant: TestTenant;
let street: TestOrganization;
let east: TestOrganization;
let west: TestOrganization;
let secretary: TestActor;
beforeAll(async () => {
  world = await World.open();
  tenant = await world.tenant();
  street = await tenant.add(tenant.root, { name: 'street', areaCode: '500236001000' });
  east = await tenant.add(street, { name: 'east' });
  west = await tenant.add(street, { name: 'west' });
  secretary = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  // Asked once so that the bounds of the cost are known.
  await secretary.call.ask(`query ($id: ID!) { node(id: $id) { ... on Organization { children { id } } } }`, {
    id: tenant.root.gid,
  });
});
afterAll(() => world.close());

const screen = `{ name childCount hasChildren descendantCount counts { members } ancestors { name }
  children { name descendantCount counts { members } } }`;
const SCREEN = `query ($code: String!) { organization(by: { areaCode: $code }) ${screen} }`;

let asked = 0;

/** How many statements an operation takes after the one that opens the snapshot. */
const statements = async (query: string, variables?: object, { call } = secretary) =>
  // A document of its own each time: what a run before it took is not expected of it.
  (await world.countStatements(() => call.ask(`${query} # ${(asked += 1)}`, variables))) - 1;

test('what most screens begin with is read by the statement that finds the organizations', async () => {
  expect(await statements(SCREEN, { code: '500236001000' })).toBe(1);
  expect(
    await statements(`query ($id: ID!) { node(id: $id) { ... on Organization ${screen} } }`, { id: street.gid }),
  ).toBe(1);
  expect(await statements('{ viewer { name roots { name children { id name } } } }')).toBe(1);
  expect(
    await statements(`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { children { id } } } }`, {
      ids: [east.gid, west.gid],
    }),
  ).toBe(1);
});

test('so is what is counted of whoever has one root, and apart for all roots of whoever has several', async () => {
  const ROOTS = `{ viewer { roots { descendantCount counts { members } breakdown(level: "COMMUNITY") { total { members } }
    memberships(first: 1) { nodes { id } } children { name counts { members } } } } }`;
  expect(await statements(ROOTS)).toBe(1);
  const both = await tenant.actor([east, west].map((at) => ({ role: 'VIEWER' as const, at })));
  expect((await both.call.ask<{ viewer: { roots: object[] } }>(ROOTS)).viewer.roots).toHaveLength(2);
  // Found, with their pages; two totals, rows of the breakdowns, their totals, children with theirs.
  expect(await statements(ROOTS, {}, both)).toBe(6);
});

test('what stands above many is read once for all of them, and not at all where nothing does', async () => {
  const ABOVE = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ancestors { name } } } }`;
  expect(await statements(ABOVE, { ids: [east.gid, west.gid] })).toBe(2);
  expect(await statements(ABOVE, { ids: [tenant.root.gid] })).toBe(1);
});

test('organizations beneath each other, and one asked for twice, answer each their own', async () => {
  const beneath = (more: string) => `children { name descendantCount ${more} }`;
  const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ${beneath(beneath(''))} } } }`;
  const ofStreet = { children: [east, west].map(({ name }) => ({ name, descendantCount: 0, children: [] })) };
  const ofRoot = {
    children: [
      { name: 'street', descendantCount: 2, children: [east, west].map(({ name }) => ({ name, descendantCount: 0 })) },
    ],
  };
  expect(await secretary.call.ask(NODES, { ids: [street.gid, tenant.root.gid, street.gid] })).toEqual({
    nodes: [ofStreet, ofRoot, ofStreet],
  });
});

test('a page too, and one behind a cursor where the organization is asked for by its id', async () => {
  const members = [];
  for (let more = 0; more < 5; more += 1) members.push(await tenant.member({ in: more < 2 ? east : west }));
  const page = `{ memberships(first: 2, after: $after) { nodes { id person { name } } pageInfo { hasNextPage endCursor } } }`;
  const BY_ID = `query ($id: ID!, $after: String) { organization(by: { id: $id }) ${page} }`;
  const BY_CODE = `query ($code: String!, $after: String) { organization(by: { areaCode: $code }) ${page} }`;
  interface Answer {
    organization: { memberships: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
  }
  const ways = [
    { query: BY_ID, by: { id: street.gid }, behind: 1 },
    // A cursor is of the list of one organization, which is not known yet.
    { query: BY_CODE, by: { code: '500236001000' }, behind: 2 },
  ];
  for (const { query, by, behind } of ways) {
    expect(await statements(query, by)).toBe(1);
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const { memberships } = (await secretary.call.ask<Answer>(query, { ...by, after })).organization;
      pages.push(memberships.nodes.map(({ id }) => id));
      after = memberships.pageInfo.endCursor;
      expect(memberships.pageInfo.hasNextPage).toBe(pages.length < 3);
      if (memberships.pageInfo.hasNextPage) expect(await statements(query, { ...by, after })).toBe(behind);
    } while (pages.length < 3);
    const [one, two, three, four, five] = members.map(({ gid }) => gid);
    expect(pages).toEqual([[one, two], [three, four], [five]]);
  }
  const { organization } = await secretary.call.ask<Answer>(BY_ID, { id: street.gid });
  const foreign = { id: east.gid, after: organization.memberships.pageInfo.endCursor };
  expect(await secretary.call.refusals(BY_ID, foreign)).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.memberships' },
  ]);
});

test('two fields at the root do not read for each other', async () => {
  const building = await tenant.add(east, { name: 'building' });
  expect(
    await secretary.call.ask(
      `query ($east: ID!, $west: ID!) {
        east: node(id: $east) { ... on Organization { children { name } ancestors { name } } }
        west: node(id: $west) { ... on Organization { ancestors { id } children { name } } }
        viewer { roots { children { id } } more: roots { children { name } } } }`,
      { east: east.gid, west: west.gid },
    ),
  ).toEqual({
    east: { children: [{ name: 'building' }], ancestors: [{ name: tenant.root.name }, { name: 'street' }] },
    west: { ancestors: [{ id: tenant.root.gid }, { id: street.gid }], children: [] },
    viewer: { roots: [{ children: [{ id: street.gid }] }], more: [{ children: [{ name: 'street' }] }] },
  });
  await tenant.rows('update organization set dissolved_on = current_date where id = $1', [building.id]);
});

test('a code of the past answers what lies beneath the organization that stands for it', async () => {
  const [gone, heir] = [
    await tenant.add(tenant.root, { name: 'gone', areaCode: '500236002000' }),
    await tenant.add(tenant.root, { name: 'heir', areaCode: '500236003000' }),
  ];
  await tenant.add(heir, { name: 'south' });
  await perform(secretary.call, MERGE, { organizationIds: [gone.gid], intoId: heir.gid });
  expect(await secretary.call.ask(SCREEN, { code: '500236002000' })).toEqual({
    organization: {
      ...{ name: 'heir', childCount: 1, hasChildren: true, descendantCount: 1, counts: { members: 0 } },
      ancestors: [{ name: tenant.root.name }],
      children: [{ name: 'south', descendantCount: 0, counts: { members: 0 } }],
    },
  });
});

test('a breakdown of today: its rows, their counts and the rest', async () => {
  const place = await tenant.add(tenant.root, { name: 'a street of its own' });
  const [north, south] = [await tenant.add(place, { name: 'north' }), await tenant.add(place, { name: 'south' })];
  await tenant.member({ in: north, status: 'PROBATIONARY' });
  const counts = `{ organizations members probationaryMembers }`;
  const BREAKDOWN = (more = '') => `query ($id: ID!, $level: String!) { organization(by: { id: $id }) { name
    breakdown(level: $level) { rows { own: organization { name level { code } ${more} } counts ${counts} again: organization { id } }
      total ${counts} elsewhere ${counts} } } }`;
  const row = ({ name, gid }: TestOrganization, probationaryMembers: number, more: object) => ({
    own: { name, level: { code: 'COMMUNITY' }, ...more },
    counts: { organizations: 1, members: probationaryMembers, probationaryMembers },
    again: { id: gid },
  });
  const ofPlace = (more = {}) => ({
    organization: {
      name: 'a street of its own',
      breakdown: {
        rows: [row(north, 1, more), row(south, 0, more)],
        total: { organizations: 3, members: 1, probationaryMembers: 1 },
        elsewhere: { organizations: 1, members: 0, probationaryMembers: 0 },
      },
    },
  });
  const variables = { id: place.gid, level: 'COMMUNITY' };
  expect(await statements(BREAKDOWN(), variables)).toBe(1);
  expect(await secretary.call.ask(BREAKDOWN(), variables)).toEqual(ofPlace());
  expect(await statements(BREAKDOWN('descendantCount counts { members }'), variables)).toBe(1);
  // What is asked for under two names is read once for both: found, rows, totals.
  const ASKED_TWICE = `query ($id: ID!, $level: String!) { organization(by: { id: $id }) {
    one: breakdown(level: $level) { total ${counts} } two: breakdown(level: "COMMUNITY", kind: null) { total ${counts} elsewhere ${counts} }
    other: breakdown(level: "STREET") { total { members } } } }`;
  expect(await statements(ASKED_TWICE, variables)).toBe(3);
  const { total, elsewhere } = ofPlace().organization.breakdown;
  expect(await secretary.call.ask(ASKED_TWICE, variables)).toEqual({
    organization: { one: { total }, two: { total, elsewhere }, other: { total: { members: 1 } } },
  });
  expect(
    await statements(
      'query ($id: ID!) { node(id: $id) { ... on Organization { a: descendantCount b: descendantCount } } }',
      variables,
    ),
  ).toBe(2);
  // What a row cannot be written of is asked of all rows at once.
  expect(await statements(BREAKDOWN('childCount children { id }'), variables)).toBe(5);
  expect(await secretary.call.ask(BREAKDOWN('childCount children { id }'), variables)).toEqual(
    ofPlace({ childCount: 0, children: [] }),
  );
  const nothing = { organizations: 1, members: 1, probationaryMembers: 1 };
  expect(await secretary.call.ask(BREAKDOWN(), { id: north.gid, level: 'STREET' })).toEqual({
    organization: { name: 'north', breakdown: { rows: [], total: nothing, elsewhere: nothing } },
  });
  expect(await secretary.call.refusals(BREAKDOWN(), { id: north.gid, level: 'NONE' })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.breakdown' },
  ]);
});

test('a fault is told as ever, and the next operation takes one statement again', async () => {
  const COUNTED = `query ($code: String!) { organization(by: { areaCode: $code }) { children { descendantCount } } }`;
  await world.owner.query('revoke select on count_delta from sanlou_app');
  const { data, errors } = await secretary.call
    .send(COUNTED, { code: '500236001000' })
    .finally(() => world.owner.query('grant select on count_delta to sanlou_app'));
  expect({ data, errors }).toEqual({
    data: { organization: null },
    errors: [
      {
        message: 'Something went wrong on our side.',
        path: ['organization', 'children', 0, 'descendantCount'],
        locations: [expect.anything()],
        extensions: { code: 'INTERNAL', requestId: expect.any(String) },
      },
    ],
  });
  expect(await statements(COUNTED, { code: '500236001000' })).toBe(1);
});
