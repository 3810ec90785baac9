import type { Statement } from '../../src/database/session';
import { accessTo, type Access } from '../setup/plans';
import type { TestOrganization } from '../setup/tenant';
import { World } from '../setup/world';
import { entries, layOutLargeCounty, type LargeCounty } from './large-county';

let world: World;
let county: LargeCounty;
let statements: Statement[];
beforeAll(async () => {
  world = await World.open();
  statements = world.parameterized;
  county = await layOutLargeCounty(world);
}, 240_000);
afterAll(() => world.close());

const list = `query ($id: ID!, $accountId: ID, $apiKeyId: ID, $actions: [String!], $nodeId: ID, $since: DateTime, $until: DateTime) {
  organization(by: { id: $id }) {
    auditEntries(first: 50, accountId: $accountId, apiKeyId: $apiKeyId, actions: $actions, nodeId: $nodeId, since: $since, until: $until) {
      nodes { id } } } }`;

/** Asks for a page and answers how many entries were on it, and how the statement got at the trail. */
async function page({ gid: id }: TestOrganization, filter: object): Promise<Access & { found: number }> {
  statements.length = 0;
  const data = await county.auditor.call.ask<{ organization: { auditEntries: { nodes: object[] } } }>(list, {
    id,
    ...filter,
  });
  const [statement, ...others] = statements.filter(
    ({ text }) => text.includes('lateral') && text.includes('audit_entry'),
  );
  if (!statement || others.length) throw new Error('The page is no one statement.');
  const access = await accessTo('audit_entry', world, county.tenant.id, statement);
  return { ...access, found: data.organization.auditEntries.nodes.length };
}

const day = { since: '2020-05-01T00:00:00Z', until: '2020-05-02T00:00:00Z' };
const filters = (): [filter: object, index: string, ofCounty: number, ofStreet: number][] => [
  [{}, 'time', 50, 50],
  [{ since: '2020-12-10T00:00:00Z' }, 'time', 50, 50],
  [{ until: '2020-01-02T00:00:00Z' }, 'time', 50, 50],
  [day, 'time', 50, 50],
  [{ accountId: county.busy.gid }, 'time', 50, 50],
  [{ accountId: county.rare.gid }, 'account', 10, 2],
  [{ apiKeyId: county.busyKey }, 'api_key', 50, 50],
  [{ apiKeyId: county.rareKey }, 'api_key', 10, 2],
  [{ actions: ['person.updated'] }, 'time', 50, 50],
  [{ actions: ['account.suspended'] }, 'action', 10, 2],
  [{ actions: ['account.'] }, 'action', 10, 2],
  [{ actions: ['account.', 'no.such', 'none.'] }, 'action', 10, 2],
  [{ actions: ['no.such'] }, 'action', 0, 0],
  [{ actions: ['account.suspended'], ...day }, 'action', 0, 0],
  [{ actions: ['account.suspended'], accountId: county.rare.gid }, 'account', 10, 2],
  [{ nodeId: county.node }, 'node', 5, 1],
];

test('a page of the trail of a whole county is read from an index, whatever narrows it', async () => {
  for (const [filter, index, found] of filters()) {
    const { rows, ...access } = await page(county.tenant.root, filter);
    expect([filter, access]).toEqual([
      filter,
      { scans: expect.any(Array) as unknown, indexes: [`audit_entry_${index}`], found },
    ]);
    expect(access.scans).not.toContain('Seq Scan');
    expect([filter, rows < 200]).toEqual([filter, true]);
  }
});

test('a page of a street reads a part of its trail, never all of it, nor that of the county', async () => {
  const ofStreet = entries / 4;
  for (const [filter, , , found] of filters()) {
    const access = await page(county.street, filter);
    expect([filter, access.found]).toEqual([filter, found]);
    expect([filter, access.scans]).not.toEqual([filter, expect.arrayContaining(['Seq Scan'])]);
    expect([filter, access.rows < ofStreet / 4 || access.rows]).toEqual([filter, true]);
  }
});

test('who can do something at a node is told from the grants above it, not from all of the county', async () => {
  const ask = `query ($id: ID!) { whoCan(nodeId: $id, permission: PERSON_WRITE, first: 5) { totalCount edges { account { id } } } }`;
  const { tenant, street, community, branch } = county;
  const administrator = await tenant.actor({ role: 'ADMINISTRATOR', at: tenant.root });
  for (const [place, above] of [
    [tenant.root, 1],
    [street, 2],
    [community, 3],
    [branch, 4],
  ] as const) {
    statements.length = 0;
    const { whoCan } = await administrator.call.ask<{ whoCan: { totalCount: number } }>(ask, { id: place.gid });
    expect(whoCan.totalCount).toBe(above * 2);
    const asked = statements.filter(({ text }) => text.includes('holders'));
    expect(asked).toHaveLength(2);
    for (const statement of asked) {
      for (const table of ['role_grant', 'account', 'organization_closure']) {
        const { rows, scans } = await accessTo(table, world, tenant.id, statement);
        expect([table, scans]).not.toEqual([table, expect.arrayContaining(['Seq Scan'])]);
        expect([table, rows <= 20 || rows]).toEqual([table, true]);
      }
    }
  }
});
