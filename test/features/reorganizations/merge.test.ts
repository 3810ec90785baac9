import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { structureFaults } from '../../structure/integrity';
import { act, historyFaults, MERGE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const COUNTS = `query ($id: ID!) { organization(by: { id: $id }) { counts { organizations grids members fullMembers
  probationaryMembers applicants } } }`;

test('three communities go into one: children, memberships, grids and people go over, the three end', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const target = await tenant.add(street, { name: '羽声社区' });
  const sources = [];
  for (const name of ['甲', '乙', '丙']) {
    const source = await tenant.add(street, { name, externalReference: `C-${name}` });
    const branch = await tenant.add(source);
    sources.push({ source, branch, grid: await tenant.grid(branch), own: await tenant.member({ in: source }) });
  }
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: street });
  const counted = await call.ask(COUNTS, { id: street.gid });

  const { organization, impact, userErrors } = await act(call, MERGE, {
    ...{ organizationIds: sources.map(({ source }) => source.gid), intoId: target.gid, expectedVersion: 1 },
    reason: '合并',
  });
  expect({ organization, impact, userErrors }).toEqual({
    organization: { id: target.gid, name: '羽声社区', version: 1, dissolvedOn: null, parent: { id: street.gid } },
    impact: { organizations: 6, members: 3, grids: 3, grantsGained: 0, grantsLost: 1 },
    userErrors: [],
  });
  const ended = ({ counts }: { counts: { organizations: number } }) => ({
    ...counts,
    organizations: counts.organizations - 3,
  });
  const { organization: before } = counted as { organization: { counts: { organizations: number } } };
  expect(await call.ask(COUNTS, { id: street.gid })).toEqual({ organization: { counts: ended(before) } });
  expect(
    await call.ask(
      `query ($id: ID!) { organization(by: { id: $id }) { children { id }
        memberships(first: 9, reach: DIRECT) { nodes { id version person { memberships { id } } } } } }`,
      { id: target.gid },
    ),
  ).toEqual({
    organization: {
      children: expect.arrayContaining(sources.map(({ branch }) => ({ id: branch.gid }))),
      memberships: {
        nodes: sources.map(({ own }) => ({ id: own.gid, version: 2, person: { memberships: [{ id: own.gid }] } })),
      },
    },
  });
  expect(await tenant.rows('select placed_on::text, organization_id from membership')).toEqual(
    sources.map(() => ({ placed_on: '2020-06-30', organization_id: target.id })),
  );
  expect(await tenant.rows('select distinct organization_id from person')).toEqual([{ organization_id: target.id }]);
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
  expect((await auditTrail(tenant)).map(({ action, node }) => `${action} ${node}`)).toEqual(
    sources.flatMap(({ source, branch }) => [`organization.moved ${branch.gid}`, `organization.merged ${source.gid}`]),
  );
});

test('references and area codes of what was merged find where it went, over any number of mergers', async () => {
  const tenant = await world.tenant();
  const [first, second, third] = [
    await tenant.add(tenant.root, { externalReference: 'S-1', areaCode: '500236001000' }),
    await tenant.add(tenant.root, { externalReference: 'S-2' }),
    await tenant.add(tenant.root, { externalReference: 'S-3' }),
  ];
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  await act(call, MERGE, { organizationIds: [first.gid], intoId: second.gid });
  await act(call, MERGE, { organizationIds: [second.gid], intoId: third.gid });

  const FIND = `query ($by: OrganizationBy!) { organization(by: $by) { id foundThrough { kind value organization { id } } } }`;
  for (const [by, kind, value, holder] of [
    [{ externalReference: 'S-1' }, 'EXTERNAL_REFERENCE', 'S-1', first],
    [{ externalReference: 'S-2' }, 'EXTERNAL_REFERENCE', 'S-2', second],
    [{ areaCode: '500236001' }, 'AREA_CODE', '500236001000', first],
  ] as const) {
    expect(await call.ask(FIND, { by })).toEqual({
      organization: { id: third.gid, foundThrough: { kind, value, organization: { id: holder.gid } } },
    });
  }
  expect(await call.ask(FIND, { by: { id: first.gid } })).toEqual({
    organization: { id: first.gid, foundThrough: null },
  });
});

test('a merger into a new one founds it where the first of them stood, and answers it', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const [one, two] = [await tenant.add(east), await tenant.add(west)];
  const member = await tenant.member({ in: two });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  const { organization, reorganization, impact } = await act(call, MERGE, {
    organizationIds: [one.gid, two.gid],
    into: { name: '新社区', externalReference: 'NEW', areaCode: '500236001' },
  });
  expect(organization).toEqual({
    ...{ id: expect.any(String), name: '新社区', version: 1, dissolvedOn: null, parent: { id: east.gid } },
  });
  expect(reorganization).toMatchObject({ state: 'APPLIED', organization: { id: tenant.root.gid } });
  expect(impact).toEqual({ organizations: 3, members: 1, grids: 0, grantsGained: 1, grantsLost: 1 });
  expect(
    await call.ask(`query ($id: ID!) { node(id: $id) { ... on Membership { organization { name establishedOn } } } }`, {
      id: member.gid,
    }),
  ).toEqual({ node: { organization: { name: '新社区', establishedOn: '2020-06-30' } } });
});

test('a grid goes along, and who works in it keeps his grant to it', async () => {
  const tenant = await world.tenant();
  const community = await tenant.add(await tenant.add(tenant.root));
  const [source, target] = [await tenant.add(community), await tenant.add(community)];
  const group = await tenant.add(source);
  const grid = await tenant.grid(source, [group]);
  const worker = await tenant.actor({ role: 'GRID_WORKER', at: source, gridId: grid.id });
  const reader = await tenant.actor({ role: 'VIEWER', at: source });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: community });
  const READ = `query ($group: ID!) { organization(by: { id: $group }) { id } }`;
  const seen = await worker.call.ask(READ, { group: group.gid });

  expect((await act(call, MERGE, { organizationIds: [source.gid], intoId: target.gid })).impact).toMatchObject({
    grids: 1,
  });
  expect(await worker.call.ask(READ, { group: group.gid })).toEqual(seen);
  expect(await reader.call.refusals(READ, { group: group.gid })).toEqual([{ code: 'NOT_FOUND', path: 'organization' }]);
  expect(await tenant.rows('select organization_id from role_grant where grid_id = $1', [grid.id])).toEqual([
    { organization_id: target.id },
  ]);
  expect(await tenant.rows('select organization_id, version, placed_on::text from grid')).toEqual([
    { organization_id: target.id, version: 2, placed_on: '2020-06-30' },
  ]);
});

test('what ended or was dissolved before stays where it was; what begins later goes along', async () => {
  const tenant = await world.tenant();
  const [source, target] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const closed = await tenant.add(source, { dissolvedOn: '2020-06-01' });
  const left = await tenant.member({ in: source, endedOn: '2020-06-30' });
  const leaving = await tenant.member({ in: source, endedOn: '2020-09-01' });
  const coming = await tenant.member({ in: source, startedOn: '2020-09-01', status: 'APPLICANT' });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  expect((await act(call, MERGE, { organizationIds: [source.gid], intoId: target.gid })).userErrors).toEqual([]);

  expect(
    await tenant.rows('select id, organization_id, placed_on::text from membership where id = any($1) order by id', [
      [left.id, leaving.id, coming.id],
    ]),
  ).toEqual([
    { id: left.id, organization_id: source.id, placed_on: null },
    { id: leaving.id, organization_id: target.id, placed_on: '2020-06-30' },
    { id: coming.id, organization_id: target.id, placed_on: '2020-09-01' },
  ]);
  expect(await tenant.rows('select parent_id from organization where id = $1', [closed.id])).toEqual([
    { parent_id: source.id },
  ]);
  expect([await structureFaults(world, tenant), await historyFaults(tenant)]).toEqual([[], []]);
});
