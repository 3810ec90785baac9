import type { Statement } from '../../src/database/session';
import type { Caller } from '../setup/api';
import { fillCounty } from '../setup/fill';
import { settledAccess } from '../setup/plans';
import type { TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let heard: Statement[];
let tenant: TestTenant;
let street: TestOrganization;
let call: Caller;
let ids: string[];
let deep: string;

const PAGE = `query ($id: ID!, $after: String) { organization(by: { id: $id }) {
  memberships(first: 50, reach: SUBTREE, after: $after) { nodes { id status person { id name } } pageInfo { endCursor } } } }`;

beforeAll(async () => {
  world = await World.open();
  heard = world.parameterized;
  for (let others = 0; others < 4; others += 1) await fillCounty(await world.tenant());
  tenant = await world.tenant();
  await fillCounty(tenant);
  street = await tenant.add(tenant.root, { externalReference: 'street' });
  call = (
    await tenant.actor([
      { role: 'ORGANIZER', at: tenant.root },
      { role: 'INTEGRATOR', at: tenant.root },
    ])
  ).call;
  await world.foldCounts();
  await world.owner.query('vacuum analyze');
  ids = (
    await tenant.rows<{ id: string }>('select id from organization where level_rank = 4 order by id limit 50')
  ).map(({ id }) => `gid://sanlou/Organization/${id}`);
  deep = await cursorAfter(15);
}, 60_000);
afterAll(() => world.close());

/** The place after so many pages. */
async function cursorAfter(pages: number): Promise<string> {
  let after: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await call.ask<{ organization: { memberships: { pageInfo: { endCursor: string } } } }>(PAGE, {
      ...{ id: tenant.root.gid, after },
    });
    after = answer.organization.memberships.pageInfo.endCursor;
  }
  return after ?? '';
}

let made = 0;
const jobs: [job: string, rows: number, query: string, variables: () => object][] = [
  [
    'a tree',
    12_000,
    `query ($id: ID!) { organization(by: { id: $id }) { name children { name children { name children { name children { id } } } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'a tree with what lies beneath each',
    12_000,
    `query ($id: ID!) { organization(by: { id: $id }) { children { descendantCount children { descendantCount
      children { counts { members } children { descendantCount } } } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'children with what lies beneath',
    100,
    'query ($id: ID!) { organization(by: { id: $id }) { children { id name descendantCount } } }',
    () => ({ id: tenant.root.gid }),
  ],
  [
    'a breakdown',
    100,
    `query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "STREET") {
      rows { organization { id name } counts { members } } total { members } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'a breakdown of a day, by building group',
    5_000,
    `query ($id: ID!) { organization(by: { id: $id }, asOf: "2026-01-01") { breakdown(level: "BUILDING_GROUP") {
      rows { organization { id name } counts { members } } elsewhere { members } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'a breakdown of a day in the borders of today',
    16_000,
    `query ($id: ID!) { organization(by: { id: $id }) { breakdown(level: "BUILDING_GROUP", asOf: "2026-01-01", mode: RESTATED) {
      rows { organization { id name } counts { members } } total { members } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'coverage',
    5_000,
    `query ($id: ID!) { organization(by: { id: $id }) { coverage { buildingGroupsInNoGrid { count } membersInNoGrid { count } } } }`,
    () => ({ id: tenant.root.gid }),
  ],
  [
    'breadcrumbs',
    1_500,
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { ancestors { id name } } } }',
    () => ({ ids }),
  ],
  ['a first page of members', 500, PAGE, () => ({ id: tenant.root.gid })],
  ['a deep page of members', 500, PAGE, () => ({ id: tenant.root.gid, after: deep })],
  ['a node', 10, 'query ($id: ID!) { node(id: $id) { id ... on Organization { name } } }', () => ({ id: street.gid })],
  ['the roots', 30, '{ viewer { name roots { id name children { id name } } } }', () => ({})],
  [
    'a new organization',
    200,
    `mutation ($id: ID!, $name: String!) { createOrganization(input: { parentId: $id, level: "COMMUNITY", name: $name }) {
      organization { id } userErrors { message } } }`,
    () => ({ id: street.gid, name: `社区 ${(made += 1)}` }),
  ],
  [
    'one membership',
    200,
    `mutation ($key: String!, $place: String!) { assignMemberships(input: { idempotencyKey: $key, rows: [{
      personExternalReference: $key, personName: "张", organizationExternalReference: $place, status: FULL, startedOn: "2020-01-01" }] }) {
      assigned userErrors { message } } }`,
    () => ({ key: `person ${(made += 1)}`, place: 'street' }),
  ],
];

const large = new Set(['organization', 'organization_closure', 'membership', 'person', 'organization_count']);

test.each(jobs)(
  '%s reads by indexes what it needs, also with the plans of its sixth run, and when few rows are expected',
  async (_job, most, query, variables) => {
    // The first run reads the bounds of the cost besides, which are known for an hour then.
    for (let run = 0; run < 2; run += 1) await call.ask(query, variables());
    heard.length = 0;
    await call.ask(query, variables());
    const statements = heard.filter(({ text }) => /^\s*(select|with|insert|update|delete)\b/.test(text));
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      for (const joins of ['as planned', 'row by row'] as const) {
        const access = await settledAccess(world, tenant.id, statement, joins);
        const whole = access.filter(({ table, scan }) => scan === 'Seq Scan' && large.has(table));
        const read = access.reduce((sum, { rows }) => sum + rows, 0);
        expect([joins, statement.text, whole]).toEqual([joins, statement.text, []]);
        expect([joins, statement.text, read <= most]).toEqual([joins, statement.text, true]);
      }
    }
  },
);
