import fc from 'fast-check';
import { permissions, rolePermissions, type Permission, type Role } from '../../../src/access/permission';
import { gid } from '../../setup/tenant';
import { World } from '../../setup/world';
import { MOVE, perform } from '../reorganizations/operations';
import { build, holdsAt, noon, plans } from './random-county';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: noon });
});
afterAll(() => world.close());

const named = (held: readonly Permission[]) =>
  permissions.filter((each) => held.includes(each)).map((each) => each.toUpperCase().replace(':', '_'));
const of = (...roles: (keyof typeof Role)[]) => named(roles.flatMap((role) => rolePermissions[role]));

const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id viewerCan above: viewerCan(strictly: true) } }`;
interface Seen {
  __typename: string;
  id: string;
  viewerCan: string[];
  above: string[];
}

test('a node of every type says what the viewer may do at its place, and what he holds above it', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const community = await tenant.add(street);
  const { person, ...membership } = await tenant.member({ in: community });
  const grid = await tenant.grid(community);
  const post = await tenant.post(community);
  const appointment = await tenant.appointment(post, person);
  const account = await tenant.actor([], community);
  const grant = await tenant.grant(account.id, { role: 'VIEWER', at: community });
  const [entry] = await tenant.rows<{ id: string }>(
    `insert into audit_entry (tenant_id, account_id, request_id, action, node_type, node_id, organization_id)
     values ($1, $2, 'r', 'organization.created', 'Organization', $3, $3) returning id`,
    [tenant.id, account.id, community.id],
  );
  const [plan] = await tenant.rows<{ id: string }>(
    `insert into reorganization (tenant_id, organization_id, name, effective_on, state, author_id) values ($1, $2, 'plan', '2999-01-01', 'DRAFT', $3)
     returning id`,
    [tenant.id, community.id, account.id],
  );
  const { call } = await tenant.actor([
    { role: 'AUDITOR', at: street },
    { role: 'ADMINISTRATOR', at: community },
  ]);
  const nodes = {
    Organization: community.gid,
    Person: person.gid,
    Membership: membership.gid,
    Grid: grid.gid,
    Post: post.gid,
    Appointment: appointment.gid,
    Account: account.gid,
    Grant: grant.gid,
    AuditEntry: gid('AuditEntry', entry?.id ?? ''),
    Reorganization: gid('Reorganization', plan?.id ?? ''),
  };

  const answer = await call.ask<{ nodes: Seen[] }>(NODES, { ids: Object.values(nodes) });

  const held = { viewerCan: of('AUDITOR', 'ADMINISTRATOR'), above: of('AUDITOR') };
  expect(answer.nodes).toEqual(Object.entries(nodes).map(([__typename, id]) => ({ __typename, id, ...held })));
  const page = await call.ask<{ nodes: Seen[] }>(NODES, { ids: [street.gid] });
  expect(page.nodes).toEqual([{ __typename: 'Organization', id: street.gid, viewerCan: of('AUDITOR'), above: [] }]);
});

test('who is kept to a grid holds what he holds beneath what it covers', async () => {
  const tenant = await world.tenant();
  const branch = await tenant.add(await tenant.add(await tenant.add(tenant.root)));
  const [covered, other] = [await tenant.add(branch), await tenant.add(branch)];
  const grid = await tenant.grid(branch, [covered]);
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: branch, gridId: grid.id });
  const { nodes } = await worker.call.ask<{ nodes: Seen[] }>(NODES, { ids: [covered.gid, other.gid, branch.gid] });
  expect(nodes).toEqual([
    { __typename: 'Organization', id: covered.gid, viewerCan: of('GRID_WORKER'), above: [] },
    null,
    null,
  ]);
});

test('a person whom one knows from before says that nothing may be done with him', async () => {
  const tenant = await world.tenant();
  const [north, south] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const { person } = await tenant.member({ in: north, endedOn: '2020-01-01' });
  await tenant.rows('update person set organization_id = $2 where id = $1', [person.id, south.id]);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: north });
  const { nodes } = await call.ask<{ nodes: Seen[] }>(NODES, { ids: [person.gid] });
  expect(nodes).toEqual([{ __typename: 'Person', id: person.gid, viewerCan: [], above: [] }]);
});

test('a node of another day answers by the borders of that day and the grants of today', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  await tenant.member({ in: community });
  const county = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await perform(county.call, MOVE, {
    id: community.gid,
    newParentId: west.gid,
    effectiveOn: '2020-06-10',
    reason: '补录',
  });
  const { call } = await tenant.actor([
    { role: 'VIEWER', at: tenant.root },
    { role: 'ORGANIZER', at: east },
  ]);
  const AT = `query ($id: ID!, $asOf: Date) { organization(by: { id: $id }, asOf: $asOf) { viewerCan above: viewerCan(strictly: true)
    memberships(first: 1, reach: DIRECT) { nodes { viewerCan } } } }`;
  const seen = (...roles: (keyof typeof Role)[]) => ({
    organization: {
      viewerCan: of(...roles),
      above: of(...roles),
      memberships: { nodes: [{ viewerCan: of(...roles) }] },
    },
  });
  expect(await call.ask(AT, { id: community.gid, asOf: '2020-06-09' })).toEqual(seen('VIEWER', 'ORGANIZER'));
  expect(await call.ask(AT, { id: community.gid, asOf: null })).toEqual(seen('VIEWER'));
});

test('a hundred nodes of any types, and a tree of any depth, are one statement more', async () => {
  const tenant = await world.tenant();
  let above = [tenant.root];
  const ids: string[] = [];
  for (let level = 1; level <= 4; level += 1) {
    above = (await Promise.all(above.flatMap((each) => [tenant.add(each), tenant.add(each)]))).flat();
    ids.push(...above.map((each) => each.gid));
  }
  for (const place of above) {
    const member = await tenant.member({ in: place });
    ids.push(member.gid, member.person.gid, (await tenant.post(place)).gid);
  }
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await call.ask(`query ($id: ID!) { node(id: $id) { ... on Organization { children { id } } } }`, {
    id: tenant.root.gid,
  });
  // With a directive, both are run by the same engine.
  const [with_, without] = ['viewerCan above: viewerCan(strictly: true)', '__typename @include(if: true)'].map(
    (field) => ({
      nodes: `query ($ids: [ID!]!) { nodes(ids: $ids) { id ${field} } }`,
      tree: `query ($id: ID!) { node(id: $id) { ... on Organization { children { id ${field} children { id ${field} children { id ${field} } } } } } }`,
      page: `query ($id: ID!) { node(id: $id) { ... on Organization { descendants(first: 100) { nodes { id ${field} } } } } }`,
    }),
  );
  expect(ids).toHaveLength(78);
  for (const kind of ['nodes', 'tree', 'page'] as const) {
    const variables = kind === 'nodes' ? { ids } : { id: tenant.root.gid };
    const plain = await world.countStatements(() => call.ask(without?.[kind] ?? '', variables));
    expect([kind, await world.countStatements(() => call.ask(with_?.[kind] ?? '', variables))]).toEqual([
      kind,
      plain + 1,
    ]);
  }
});

const UPDATE_PERSON = `mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { userErrors { code } } }`;
const MOVE_ITSELF = `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }`;
const END = `mutation ($input: EndMembershipInput!) { endMembership(input: $input) { userErrors { code } } }`;
const ABOLISH = `mutation ($input: AbolishPostInput!) { abolishPost(input: $input) { userErrors { code } } }`;
const REVOKE = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { userErrors { code } } }`;

/** One operation on a type of nodes that the door lets pass exactly where the permission is held. */
const operations: Readonly<
  Record<string, [name: string, strictly: boolean, query: string, input: (id: string) => object]>
> = {
  Person: ['PERSON_WRITE', false, UPDATE_PERSON, (id) => ({ id, expectedVersion: 0 })],
  Organization: ['ORGANIZATION_WRITE', true, MOVE_ITSELF, (id) => ({ id, newParentId: id, expectedVersion: 0 })],
  Membership: [
    'MEMBERSHIP_ASSIGN',
    false,
    END,
    (membershipId) => ({ membershipId, endedOn: '2020-01-01', reason: 'LEFT', expectedVersion: 0 }),
  ],
  Post: ['POST_WRITE', false, ABOLISH, (postId) => ({ postId, expectedVersion: 0 })],
  Grant: ['GRANT_WRITE', true, REVOKE, (grantId) => ({ grantId })],
};

test('in random counties it is what a naive model says, and the operations agree with it', async () => {
  const tried = new Map<string, Set<string>>();
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { accounts, nodes } = await build(world, plan);
      for (const account of accounts.filter(({ isSuspended }) => !isSuspended)) {
        const { call } = account.actor;
        const answer = await call.ask<{ nodes: (Seen | null)[] }>(NODES, { ids: nodes.map((node) => node.gid) });
        const asked = new Set<string>();
        for (const [index, seen] of answer.nodes.entries()) {
          const node = nodes[index];
          if (!seen || !node) continue;
          const held = (strictly: boolean) =>
            named(permissions.filter((permission) => holdsAt(account, permission, node.home, strictly)));
          expect(seen).toEqual({ __typename: node.type, id: node.gid, viewerCan: held(false), above: held(true) });
          const operation = operations[node.type];
          if (!operation) continue;
          const [permission, strictly, query, input] = operation;
          const may = (strictly ? seen.above : seen.viewerCan).includes(permission);
          // One operation of each type and outcome for each account: they are many.
          if (asked.has(`${node.type} ${may}`)) continue;
          asked.add(`${node.type} ${may}`);
          const { errors } = await call.send(query, { input: input(node.gid) });
          const codes = errors?.map(({ extensions }) => extensions.code);
          expect([node.type, codes]).toEqual([node.type, may ? undefined : ['FORBIDDEN']]);
          tried.set(node.type, (tried.get(node.type) ?? new Set()).add(String(may)));
        }
      }
    }),
    { numRuns: 8, endOnFailure: true },
  );
  expect([...tried].map(([type, outcomes]) => `${type} ${[...outcomes].sort().join()}`).sort()).toEqual(
    ['Grant', 'Membership', 'Organization', 'Person', 'Post'].map((type) => `${type} false,true`),
  );
}, 120_000);
