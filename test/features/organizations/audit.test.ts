import { World } from '../../setup/world';
import { change, CREATE, DISSOLVE, MOVE, UPDATE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const ENTRIES = `query ($id: ID!) { organization(by: { id: $id }) { auditEntries(first: 20, reach: DIRECT) {
  nodes { action nodeId reason before after account { name } requestId } } } }`;

test('each structural act leaves an entry: who did what to which node, and what it was before and after', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const auditor = await tenant.actor({ role: 'AUDITOR', at: tenant.root });
  const input = { parentId: east.gid, level: 'COMMUNITY', name: '羽声社区', areaCode: '500236001009' };
  const { id } = (await change(organizer.call, CREATE, input)).organization;
  await change(organizer.call, UPDATE, { id, name: '夔州社区' });
  await change(organizer.call, MOVE, { id, newParentId: west.gid, reason: '区划调整' });
  await change(organizer.call, DISSOLVE, { id, reason: '合并' });

  const created = {
    ...{ parent: east.gid, name: '羽声社区', shortName: null, kind: null, sortOrder: 0, externalReference: null },
    ...{ areaCode: '500236001009', establishedOn: '2020-06-30', dissolvedOn: null, version: 1 },
  };
  const updated = { ...created, name: '夔州社区', version: 2 };
  const moved = { ...updated, parent: west.gid, version: 3 };
  const entry = {
    nodeId: id,
    account: { name: organizer.name },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    reason: null,
  };
  expect(await auditor.call.ask(ENTRIES, { id })).toEqual({
    organization: {
      auditEntries: {
        nodes: [
          {
            ...{ ...entry, action: 'organization.dissolved', reason: '合并', before: moved },
            after: { ...moved, dissolvedOn: '2020-06-30', version: 4, effectiveOn: '2020-06-30' },
          },
          {
            ...{ ...entry, action: 'organization.moved', reason: '区划调整', before: updated },
            after: { ...moved, effectiveOn: '2020-06-30' },
          },
          { ...entry, action: 'organization.updated', before: created, after: updated },
          { ...entry, action: 'organization.created', before: null, after: created },
        ],
      },
    },
  });
  expect(await organizer.call.ask(ENTRIES, { id })).toEqual({ organization: { auditEntries: { nodes: [] } } });
});

test('mutations of one request share its id', async () => {
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const create = (alias: string) =>
    `${alias}: createOrganization(input: { parentId: $id, level: "STREET", name: "${alias}" }) { userErrors { code } }`;

  await call.ask(`mutation ($id: ID!) { ${create('one')} ${create('two')} }`, { id: tenant.root.gid });
  await call.ask(`mutation ($id: ID!) { ${create('three')} }`, { id: tenant.root.gid });
  const requests = await tenant.rows<{ request: string }>('select request_id as request from audit_entry order by id');
  expect(requests).toHaveLength(3);
  expect(new Set(requests.map(({ request }) => request)).size).toBe(2);
  expect(requests[0]).toEqual(requests[1]);
});
