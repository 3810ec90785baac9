import type { TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { change, CREATE, DISSOLVE, MOVE, UPDATE } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** An ORGANIZER at a community, between its street above, its sibling beside and its branches beneath. */
async function community() {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const [own, sibling] = [await tenant.add(street), await tenant.add(street)];
  const [branch, second] = [await tenant.add(own), await tenant.add(own)];
  const building = await tenant.add(branch);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: own });
  return { tenant, street, own, sibling, branch, second, building, call };
}

const acts = (target: TestOrganization, newParent: TestOrganization) =>
  [
    ['updateOrganization', UPDATE, { id: target.gid, name: 'new' }],
    ['moveOrganization', MOVE, { id: target.gid, newParentId: newParent.gid }],
    ['dissolveOrganization', DISSOLVE, { id: target.gid }],
  ] as const;

test('an organizer changes everything beneath his own level', async () => {
  const { own, branch, second, building, call } = await community();

  const created = await change(call, CREATE, { parentId: own.gid, level: 'BRANCH', name: 'third' });
  const beneath = await change(call, CREATE, { parentId: second.gid, level: 'BUILDING_GROUP', name: 'deep' });
  const updated = await change(call, UPDATE, { id: branch.gid, name: 'renamed' });
  const moved = await change(call, MOVE, { id: building.gid, newParentId: second.gid });
  const dissolved = await change(call, DISSOLVE, { id: branch.gid });

  expect([created, beneath, updated, moved, dissolved].map(({ userErrors }) => userErrors)).toEqual(Array(5).fill([]));
});

test('his own level he may see but not change, be it within his level', async () => {
  const { own, branch, call } = await community();
  const before = await world.checksum();

  for (const [path, mutation, input] of acts(own, branch)) {
    expect(await call.refusals(mutation, { input })).toEqual([{ code: 'FORBIDDEN', path }]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('what stands above or beside him is not there for him', async () => {
  const { tenant, street, sibling, own, branch, call } = await community();
  const other = await world.tenant();
  const before = await world.checksum();

  for (const target of [street, sibling, tenant.root, other.root]) {
    for (const [path, mutation, input] of acts(target, own)) {
      expect(await call.refusals(mutation, { input })).toEqual([{ code: 'NOT_FOUND', path }]);
    }
    const create = { parentId: target.gid, level: 'COMMUNITY', name: 'new' };
    expect(await call.refusals(CREATE, { input: create })).toEqual([{ code: 'NOT_FOUND', path: 'createOrganization' }]);
    const move = { id: branch.gid, newParentId: target.gid };
    expect(await call.refusals(MOVE, { input: move })).toEqual([{ code: 'NOT_FOUND', path: 'moveOrganization' }]);
  }
  expect(await world.checksum()).toEqual(before);
});

test('the root of a county is changed by nobody within it', async () => {
  const tenant = await world.tenant();
  const street = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });

  for (const [path, mutation, input] of acts(tenant.root, street)) {
    expect(await call.refusals(mutation, { input })).toEqual([{ code: 'FORBIDDEN', path }]);
  }
});

test('a grant above counts where there is one at the organization as well', async () => {
  const { tenant, street, own } = await community();
  const { call } = await tenant.actor([
    { role: 'ORGANIZER', at: own },
    { role: 'ORGANIZER', at: street },
  ]);

  expect((await change(call, UPDATE, { id: own.gid, name: 'renamed' })).userErrors).toEqual([]);
});

test('who may only read changes nothing', async () => {
  const { tenant, own, branch, second } = await community();
  const { call } = await tenant.actor({ role: 'VIEWER', at: own });

  for (const [path, mutation, input] of acts(branch, second)) {
    expect(await call.refusals(mutation, { input })).toEqual([{ code: 'FORBIDDEN', path }]);
  }
});
