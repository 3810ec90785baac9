import { inTreeOrder, twoBranches } from '../../setup/records';
import { World } from '../../setup/world';
import type { TestOrganization } from '../../setup/tenant';

const today = '2020-06-30';
let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date(`${today}T04:00:00Z`) });
});
afterAll(() => world.close());

interface Listed {
  organization: {
    posts: { nodes: { id: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string } };
  };
}

const list = `query ($id: ID!, $reach: Reach, $kind: [PostKind!], $vacant: Boolean, $first: Int, $after: String) {
  organization(by: { id: $id }) {
    posts(reach: $reach, kind: $kind, vacant: $vacant, first: $first, after: $after) {
      nodes { id } totalCount pageInfo { hasNextPage endCursor }
    }
  }
}`;

/** Of two branches: a secretary each, of whom one is missing, and a leader in the grid of the nearer one. */
async function setting() {
  const tenant = await world.tenant();
  const branches = await twoBranches(tenant);
  const [near, far] = inTreeOrder([branches.north, branches.south]) as [TestOrganization, TestOrganization];
  const vacant = await tenant.post(far);
  const filled = await tenant.post(near, { termMonths: 36 });
  const grid = await tenant.grid(near);
  const leading = await tenant.post(near, { kind: 'GRID_LEADER', grid, minimumHolders: 2, maximumHolders: 3 });
  await tenant.post(near, { abolishedOn: '2020-01-01' });
  await tenant.post(await tenant.add(branches.community, { dissolvedOn: '2020-01-01' }));
  const member = async () => (await tenant.member({ in: near })).person;
  const held = await tenant.appointment(filled, await member(), { startedOn: '2019-07-01' });
  const led = await tenant.appointment(leading, await member(), { startedOn: '2020-01-01', how: 'APPOINTED' });
  const until = await tenant.appointment(leading, await member(), { startedOn: '2019-12-01', endedOn: '2020-07-01' });
  await tenant.appointment(leading, await member(), { startedOn: '2019-01-01', endedOn: today });
  await tenant.appointment(vacant, await member(), { startedOn: '2020-07-01' });
  const viewer = await tenant.actor({ role: 'VIEWER', at: branches.street });
  const ask = async (id: string, more: object = {}, { call } = viewer) =>
    (await call.ask<Listed>(list, { id, first: 100, ...more })).organization.posts;
  return { tenant, ...branches, near, far, vacant, filled, grid, leading, held, led, until, viewer, ask };
}

const idsOf = ({ nodes }: Listed['organization']['posts']) => nodes.map(({ id }) => id);

test('posts hang from their organization and everything above, in the order of the tree, without what is over', async () => {
  const { street, near, filled, leading, vacant, ask } = await setting();
  const here = await ask(near.gid, { reach: 'DIRECT' });
  const above = await ask(street.gid, { reach: 'DIRECT' });
  const beneath = await ask(street.gid);
  expect([here, above, beneath].map(idsOf)).toEqual([
    [filled.gid, leading.gid],
    [],
    [filled.gid, leading.gid, vacant.gid],
  ]);
  expect([here, above, beneath].map(({ totalCount }) => totalCount)).toEqual([2, 0, 3]);
});

test('vacancies are those with too few holders today, of the kinds asked for', async () => {
  const { tenant, street, filled, leading, vacant, until, ask } = await setting();
  expect(idsOf(await ask(street.gid, { vacant: true }))).toEqual([vacant.gid]);
  expect(idsOf(await ask(street.gid, { vacant: false }))).toEqual([filled.gid, leading.gid]);
  await tenant.rows('update appointment set ended_on = $2 where id = $1', [until.id, today]);
  expect(await ask(street.gid, { vacant: true, kind: ['GRID_LEADER'] })).toMatchObject({
    nodes: [{ id: leading.gid }],
    totalCount: 1,
  });
  expect(idsOf(await ask(street.gid, { kind: ['BRANCH_SECRETARY'] }))).toEqual([filled.gid, vacant.gid]);
  expect(idsOf(await ask(street.gid, { kind: [] }))).toEqual([]);
});

test.each([1, 2, 3])('pages of %i posts are the whole list in order', async (first) => {
  const { street, filled, leading, vacant, ask } = await setting();
  const walked: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const page = await ask(street.gid, { first, after });
    walked.push(...idsOf(page));
    ({ hasNextPage: more, endCursor: after } = page.pageInfo);
  }
  expect(walked).toEqual([filled.gid, leading.gid, vacant.gid]);
});

test('a post tells who holds it today, longest first, and until when a term lasts', async () => {
  const { near, grid, filled, leading, held, led, until, viewer } = await setting();
  const text = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Post {
    kind isVacant organization { id } grid { id } appointments { id how startedOn endedOn termEndsOn post { id } person { name } }
  } } }`;
  const [of, person] = [{ organization: { id: near.gid } }, { name: expect.any(String) as string }];
  expect(await viewer.call.ask(text, { ids: [filled.gid, leading.gid] })).toEqual({
    nodes: [
      {
        ...{ kind: 'BRANCH_SECRETARY', isVacant: false, ...of, grid: null },
        appointments: [
          {
            ...{ id: held.gid, how: 'ELECTED', startedOn: '2019-07-01', endedOn: null, termEndsOn: '2022-07-01' },
            ...{ post: { id: filled.gid }, person },
          },
        ],
      },
      {
        ...{ kind: 'GRID_LEADER', isVacant: false, ...of, grid: { id: grid.gid } },
        appointments: [
          {
            ...{ id: until.gid, how: 'ELECTED', startedOn: '2019-12-01', endedOn: '2020-07-01', termEndsOn: null },
            ...{ post: { id: leading.gid }, person },
          },
          {
            ...{ id: led.gid, how: 'APPOINTED', startedOn: '2020-01-01', endedOn: null, termEndsOn: null },
            ...{ post: { id: leading.gid }, person },
          },
        ],
      },
    ],
  });
});

test('what is out of reach is absent; whoever holds a post within reach is seen by it, without his secrets', async () => {
  const { tenant, near, far, vacant, filled, held } = await setting();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: near });
  const stranger = await tenant.person(far, { name: '李四' });
  const read = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  expect(await call.ask(read, { ids: [filled.gid, held.gid, vacant.gid, stranger.gid] })).toEqual({
    nodes: [{ id: filled.gid }, { id: held.gid }, null, null],
  });

  const appointment = await tenant.appointment(filled, stranger, { startedOn: '2020-02-01' });
  const text = `query ($id: ID!, $person: ID!) {
    node(id: $id) { ... on Appointment { person { id name } } }
    person(by: { id: $person }) { name phone }
  }`;
  const answer = await call.send(text, { id: appointment.gid, person: stranger.gid });
  expect(answer.data).toEqual({
    node: { person: { id: stranger.gid, name: '李四' } },
    person: { name: '李四', phone: null },
  });
  expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
    [['person', 'phone'], 'FORBIDDEN'],
  ]);
});

test('the posts of a grid go where the grid goes, the others stay', async () => {
  const { tenant, near, far, grid, leading, ask } = await setting();
  await expect(tenant.rows('update post set organization_id = $2 where id = $1', [leading.id, far.id])).rejects.toThrow(
    'foreign key',
  );
  await tenant.rows('update grid set organization_id = $2 where id = $1', [grid.id, far.id]);
  expect(idsOf(await ask(far.gid))).toContain(leading.gid);
  expect(idsOf(await ask(near.gid))).not.toContain(leading.gid);
});

test('posts beneath any number of children are one statement, their holders another, their people a third', async () => {
  const text = `query ($id: ID!) { organization(by: { id: $id }) { children {
    posts(first: 5) { nodes { kind isVacant appointments { startedOn termEndsOn person { name } } } totalCount }
  } } }`;
  const [snapshot, organization, children] = [1, 1, 1];
  const [posts, total, appointments, people] = [1, 1, 1, 1];
  for (const width of [1, 7]) {
    const tenant = await world.tenant();
    for (let made = 0; made < width; made += 1) {
      const street = await tenant.add(tenant.root);
      await tenant.appointment(await tenant.post(street), await tenant.person(street));
    }
    const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
    // Asked once so that the bounds of the cost are known.
    await call.ask(text, { id: tenant.root.gid });
    const count = await world.countStatements(() => call.ask(text, { id: tenant.root.gid }));
    expect([width, count]).toEqual([width, snapshot + organization + children + posts + total + appointments + people]);
  }
});
