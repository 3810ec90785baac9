import { twoBranches } from '../setup/records';
import { gid, type TestActor, type TestNode, type TestOrganization, type TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Fact {
  action: string;
  by: TestNode;
  at: TestOrganization;
  /** The node that it was done to; some person of no account when left out. */
  to?: string;
  on?: string;
}

/** Writes an entry as something may have been done; answers its id. */
async function record(tenant: TestTenant, { action, by, at, to = gid('Person', '77'), on }: Fact): Promise<string> {
  const [, type, id] = /(\w+)\/(\d+)$/.exec(to) ?? [];
  const [entry] = await tenant.rows<{ id: string }>(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id, occurred_at)
     values ($1, $2, 'r', $3, $4, $5, $6, coalesce($7::timestamptz, now())) returning id`,
    [tenant.id, by.id, action, type, id, at.id, on],
  );
  return gid('AuditEntry', entry?.id ?? '');
}

const list = `query ($id: ID!, $reach: Reach, $accountId: ID, $actions: [String!], $nodeId: ID, $since: DateTime, $until: DateTime) {
  organization(by: { id: $id }) {
    auditEntries(first: 100, reach: $reach, accountId: $accountId, actions: $actions, nodeId: $nodeId, since: $since, until: $until) {
      totalCount nodes { id }
    }
  }
}`;

interface Listed {
  organization: { auditEntries: { totalCount: number; nodes: { id: string }[] } };
}

/** The ids that a filter finds, which are as many as it counts. */
async function found({ call }: TestActor, { gid: id }: TestOrganization, filter: object): Promise<string[]> {
  const { nodes, totalCount } = (await call.ask<Listed>(list, { id, ...filter })).organization.auditEntries;
  expect(totalCount).toBe(nodes.length);
  return nodes.map((node) => node.id);
}

const refused = ({ call }: TestActor, { gid: id }: TestOrganization, filter: object) =>
  call.refusals(list, { id, ...filter });

const notFound = [{ code: 'NOT_FOUND', path: 'organization.auditEntries' }];

async function setting() {
  const tenant = await world.tenant();
  const places = await twoBranches(tenant);
  const auditor = await tenant.actor({ role: 'AUDITOR', at: places.street });
  const above = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const clerk = await tenant.actor([], places.north);
  return { tenant, ...places, auditor, above, clerk };
}

test('by who did it, as far as the viewer may see the account', async () => {
  const { tenant, street, north, south, auditor, above, clerk } = await setting();
  const governor = await tenant.actor();
  const one = await record(tenant, { action: 'post.created', by: clerk, at: south });
  const two = await record(tenant, { action: 'post.created', by: governor, at: north });
  const three = await record(tenant, { action: 'post.created', by: clerk, at: north });

  expect(await found(auditor, street, { accountId: clerk.gid })).toEqual([three, one]);
  expect(await found(auditor, south, { accountId: clerk.gid })).toEqual([one]);
  expect(await found(auditor, street, { accountId: auditor.gid })).toEqual([]);
  expect(await found(above, tenant.root, { accountId: governor.gid })).toEqual([two]);
  // His account is kept above the auditor's street, who reads what he did there but not who it was.
  for (const accountId of [governor.gid, gid('Account', '999999'), gid('Person', clerk.id), 'x']) {
    expect(await refused(auditor, street, { accountId })).toEqual(notFound);
  }
});

test('by what was done: one action by its name, or all of a kind', async () => {
  const { tenant, street, north, south, above, clerk } = await setting();
  const ids: Record<string, string> = {};
  const actions = ['person.updated', 'person.registered', 'personal.x', 'membership.ended', 'person', 'person/a'];
  for (const [index, action] of actions.entries()) {
    ids[action] = await record(tenant, { action, by: clerk, at: index % 2 ? north : south });
  }
  const named = (...names: string[]) => names.map((name) => ids[name]);
  for (const place of [tenant.root, street]) {
    expect(await found(above, place, { actions: ['person.'] })).toEqual(named('person.registered', 'person.updated'));
    expect(await found(above, place, { actions: ['person.updated'] })).toEqual(named('person.updated'));
    expect(await found(above, place, { actions: ['person'] })).toEqual(named('person'));
    expect(await found(above, place, { actions: ['membership.', 'person.updated', 'no.such'] })).toEqual(
      named('membership.ended', 'person.updated'),
    );
    expect(await found(above, place, { actions: [] })).toEqual([]);
    for (const text of ['%', 'person%', 'person_updated', '.', '', "'", '\\']) {
      expect(await found(above, place, { actions: [text] })).toEqual([]);
    }
  }
  expect(await refused(above, street, { actions: Array<string>(51).fill('a') })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.auditEntries' },
  ]);
  expect(await refused(above, street, { actions: ['a\u0000'] })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.auditEntries' },
  ]);
});

test('by the node: one that is seen, or about which the viewer may read an entry; any other is not found', async () => {
  const { tenant, street, north, south, auditor, above, clerk } = await setting();
  const beside = await tenant.add(tenant.root);
  const [here, left, away] = [await tenant.person(north), await tenant.person(beside), await tenant.person(beside)];
  const first = await record(tenant, { action: 'person.registered', by: clerk, at: north, to: left.gid });
  const second = await record(tenant, { action: 'person.updated', by: clerk, at: beside, to: left.gid });
  await record(tenant, { action: 'person.updated', by: clerk, at: beside, to: away.gid });
  const unreadable = gid('Widget', '5');
  const third = await record(tenant, { action: 'widget.turned', by: clerk, at: south, to: unreadable });

  expect(await found(auditor, street, { nodeId: here.gid })).toEqual([]);
  expect(await found(auditor, north, { nodeId: north.gid })).toEqual([]);
  // He has moved away, but what was done to him here is read here, and no more.
  expect(await found(auditor, street, { nodeId: left.gid })).toEqual([first]);
  expect(await found(auditor, south, { nodeId: left.gid })).toEqual([]);
  expect(await found(above, tenant.root, { nodeId: left.gid })).toEqual([second, first]);
  expect(await found(auditor, street, { nodeId: unreadable })).toEqual([third]);
  // What there is only elsewhere answers as what there is nowhere.
  for (const nodeId of [away.gid, beside.gid, tenant.root.gid, gid('Person', '999999'), gid('Widget', '6'), '', 'x']) {
    expect(await refused(auditor, street, { nodeId })).toEqual(notFound);
  }
  const viewer = await tenant.actor({ role: 'VIEWER', at: street });
  expect(await refused(viewer, street, { nodeId: left.gid })).toEqual(notFound);
  expect(await found(viewer, street, { nodeId: here.gid })).toEqual([]);
});

test('by the period: from an instant on, until before another', async () => {
  const { tenant, street, north, south, above, clerk } = await setting();
  const instants = ['2020-01-01T00:00:00.000Z', '2020-01-01T00:00:00.001Z', '2020-01-01T00:00:00.002Z'];
  const ids: string[] = [];
  // Written in another order than they happened: the list goes by time.
  for (const index of [2, 0, 1]) {
    ids[index] = await record(tenant, { action: 'a.b', by: clerk, at: index % 2 ? north : south, on: instants[index] });
  }
  const [one, two, three] = ids;
  for (const place of [tenant.root, street]) {
    expect(await found(above, place, {})).toEqual([three, two, one]);
    expect(await found(above, place, { since: instants[1] })).toEqual([three, two]);
    expect(await found(above, place, { until: instants[1] })).toEqual([one]);
    expect(await found(above, place, { since: instants[1], until: instants[2] })).toEqual([two]);
    expect(await found(above, place, { since: instants[2], until: instants[1] })).toEqual([]);
  }
  expect(await refused(above, street, { since: '0001-01-01T00:00:00Z' })).toEqual([
    { code: 'BAD_USER_INPUT', path: 'organization.auditEntries' },
  ]);
});

test('pages of random entries, of any place, reach and size, are the list that a naive reading gives', async () => {
  const { tenant, street, community, north, south, above, clerk } = await setting();
  const places = [tenant.root, street, community, north, south, await tenant.add(tenant.root)];
  const isBeneath = (place: TestOrganization, top: TestOrganization) => `${place.path}/`.startsWith(`${top.path}/`);
  const entries: { id: string; at: TestOrganization; on: string; action: string }[] = [];
  let state = 42;
  const next = (below: number) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
  for (let made = 0; made < 60; made += 1) {
    const at = places[next(places.length)] as TestOrganization;
    const on = `2020-01-01T00:00:00.0000${10 + next(30)}Z`;
    const action = next(3) ? 'a.b' : 'c.d';
    entries.push({ at, on, action, id: await record(tenant, { action, by: clerk, at, on }) });
  }
  const number = (id: string) => Number(id.split('/').at(-1));
  const newest = entries.toSorted((one, other) =>
    one.on === other.on ? number(other.id) - number(one.id) : one.on < other.on ? 1 : -1,
  );
  const pages = `query ($id: ID!, $reach: Reach, $actions: [String!], $first: Int, $after: String, $last: Int, $before: String) {
    organization(by: { id: $id }) {
      auditEntries(reach: $reach, actions: $actions, first: $first, after: $after, last: $last, before: $before) {
        nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;
  interface Page {
    organization: { auditEntries: { nodes: { id: string }[]; pageInfo: Record<string, string | boolean | null> } };
  }
  for (const place of places) {
    for (const [reach, actions] of [
      ['SUBTREE', null],
      ['DIRECT', null],
      ['SUBTREE', ['c.']],
    ] as const) {
      const expected = newest
        .filter(
          ({ at, action }) =>
            (reach === 'DIRECT' ? at === place : isBeneath(at, place)) && (!actions || action === 'c.d'),
        )
        .map(({ id }) => id);
      for (const size of [2 + next(6), 50]) {
        const ask = async (page: object) => {
          const data = await above.call.ask<Page>(pages, { id: place.gid, reach, actions, ...page });
          return data.organization.auditEntries;
        };
        const [forwards, backwards]: [string[], string[]] = [[], []];
        for (let after: unknown = null, more: unknown = true; more;) {
          const { nodes, pageInfo } = await ask({ first: size, after });
          forwards.push(...nodes.map(({ id }) => id));
          [more, after] = [pageInfo.hasNextPage, pageInfo.endCursor];
        }
        for (let before: unknown = null, more: unknown = true; more;) {
          const { nodes, pageInfo } = await ask({ last: size, before });
          backwards.unshift(...nodes.map(({ id }) => id));
          [more, before] = [pageInfo.hasPreviousPage, pageInfo.startCursor];
        }
        expect([place.name, reach, forwards]).toEqual([place.name, reach, expected]);
        expect([place.name, reach, backwards]).toEqual([place.name, reach, expected]);
      }
    }
  }
  // Many places at once, each with its own page, in one statement.
  const children = `query ($id: ID!) { organization(by: { id: $id }) { children { id auditEntries(first: 3) { nodes { id } } } } }`;
  interface Children {
    organization: { children: { id: string; auditEntries: { nodes: { id: string }[] } }[] };
  }
  const data = await above.call.ask<Children>(children, { id: tenant.root.gid });
  for (const child of data.organization.children) {
    const top = places.find((place) => place.gid === child.id) as TestOrganization;
    expect(child.auditEntries.nodes.map(({ id }) => id)).toEqual(
      newest
        .filter(({ at }) => isBeneath(at, top))
        .slice(0, 3)
        .map(({ id }) => id),
    );
  }
});

test('an entry tells where it was done, and its place in the chain once it is sealed', async () => {
  const { tenant, north, auditor, clerk } = await setting();
  const id = await record(tenant, { action: 'a.b', by: clerk, at: north });
  const read = '{ node(id: "ID") { ... on AuditEntry { number hash organization { id } } } }'.replace('ID', id);
  const organization = { id: north.gid };
  expect(await auditor.call.ask(read)).toEqual({ node: { number: null, hash: null, organization } });
  await world.pool.query('select seal_audit($1, 10)', [tenant.id]);
  const [seal] = await tenant.rows<{ hash: string }>(`select encode(hash, 'hex') as hash from audit_seal`);
  expect(await auditor.call.ask(read)).toEqual({ node: { number: 1, hash: seal?.hash, organization } });
});
