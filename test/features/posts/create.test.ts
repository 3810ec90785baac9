import { auditTrail, fingerprint, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import { create, refusedBy } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

interface Created {
  createPost: { post: { id: string } | null; userErrors: object[] };
}

async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const input = { organizationId: branches.north.gid, kind: 'GRID_LEADER' };
  const ask = async (change: object = {}, { call } = branches.secretary) =>
    (await call.ask<Created>(create, { input: { ...input, ...change } })).createPost;
  return { tenant, ...branches, input, ask };
}

test('a post of a grid is where the grid is, vacant until someone holds it, and on record', async () => {
  const { tenant, north, secretary, ask } = await setting();
  const grid = await tenant.grid(north);

  const payload = await ask({ gridId: grid.gid, title: ' 第一网格长 ', maximumHolders: 2, termMonths: 36 });

  const id = payload.post?.id ?? '';
  const facts = {
    ...{ kind: 'GRID_LEADER', title: '第一网格长', minimumHolders: 1, maximumHolders: 2, termMonths: 36 },
    ...{ abolishedOn: null, version: 1 },
  };
  expect(payload).toEqual({
    post: {
      id: expect.stringMatching(/^gid:\/\/sanlou\/Post\/\d+$/),
      ...facts,
      isVacant: true,
      organization: { id: north.gid },
      grid: { id: grid.gid },
      appointments: [],
    },
    userErrors: [],
  });
  expect(await auditTrail(tenant)).toEqual([
    {
      action: 'post.created',
      node: id,
      organization: north.gid,
      account: secretary.gid,
      before: null,
      after: { post: id, organization: north.gid, grid: grid.gid, ...facts },
    },
  ]);
});

test('a post of an organization has one seat where nothing else is said; one that needs nobody is not vacant', async () => {
  const { north, ask } = await setting();
  expect(await ask({ minimumHolders: 0 })).toEqual({
    post: {
      id: expect.any(String),
      ...{ kind: 'GRID_LEADER', title: null, minimumHolders: 0, maximumHolders: 1, termMonths: null },
      ...{ isVacant: false, abolishedOn: null, version: 1, organization: { id: north.gid } },
      ...{ grid: null, appointments: [] },
    },
    userErrors: [],
  });
});

test('what cannot be is refused with its place, and nothing is written', async () => {
  const { tenant, community, north, south, organizer, ask } = await setting();
  const dissolved = await tenant.add(community, { dissolvedOn: '2020-01-01' });
  const elsewhere = await tenant.grid(south);
  const refused = (code: string, field: string, message: string) => refusedBy('post', code, field, message);
  const before = await fingerprint(tenant);

  expect(await ask({ title: ' ' })).toEqual(
    refused('INVALID', 'title', 'This takes 1 to 200 characters, some of them visible, no control characters.'),
  );
  expect(await ask({ maximumHolders: 0 })).toEqual(refused('INVALID', 'maximumHolders', 'This is 1 to 50.'));
  expect(await ask({ maximumHolders: 51 })).toEqual(refused('INVALID', 'maximumHolders', 'This is 1 to 50.'));
  expect(await ask({ minimumHolders: 2 })).toEqual(refused('INVALID', 'minimumHolders', 'This is 0 to 1.'));
  expect(await ask({ minimumHolders: -1 })).toEqual(refused('INVALID', 'minimumHolders', 'This is 0 to 1.'));
  expect(await ask({ termMonths: 0 })).toEqual(refused('INVALID', 'termMonths', 'This is 1 to 600.'));
  expect(await ask({ termMonths: 2_147_483_647 })).toEqual(refused('INVALID', 'termMonths', 'This is 1 to 600.'));
  for (const gridId of [elsewhere.gid, north.gid, 'gid://sanlou/Grid/999999999', 'x']) {
    expect(await ask({ gridId })).toEqual(refused('NOT_FOUND', 'gridId', 'The organization has no such grid.'));
  }
  expect(await ask({ organizationId: dissolved.gid }, organizer)).toEqual(
    refused('DISSOLVED', 'organizationId', 'It was dissolved on 2020-01-01.'),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});

test('posts are set up by who organizes there, whoever sees the place is forbidden, for others it is absent', async () => {
  const { tenant, north, south, input, secretary } = await setting();
  const { call } = await tenant.actor({ role: 'ADMINISTRATOR', at: north });
  const before = await fingerprint(tenant);
  expect(await call.refusals(create, { input })).toEqual([{ code: 'FORBIDDEN', path: 'createPost' }]);
  expect(await secretary.call.refusals(create, { input: { ...input, organizationId: south.gid } })).toEqual([
    { code: 'NOT_FOUND', path: 'createPost' },
  ]);
  expect(await fingerprint(tenant)).toEqual(before);
});

test('a key answers again with the first post, and belongs to that very call', async () => {
  const { tenant, ask } = await setting();
  const first = await ask({ idempotencyKey: 'k' });
  const before = await fingerprint(tenant);
  expect(await ask({ idempotencyKey: 'k' })).toEqual(first);
  expect(await ask({ idempotencyKey: 'k', kind: 'FLOOR_HOST' })).toEqual(
    refusedBy(
      'post',
      'IDEMPOTENCY_CONFLICT',
      'idempotencyKey',
      'This key was used for another call within the last 24 hours.',
    ),
  );
  expect(await fingerprint(tenant)).toEqual(before);
});
