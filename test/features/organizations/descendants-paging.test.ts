import type { Caller } from '../../setup/api';
import type { TestOrganization, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Page {
  edges: { cursor: string; node: { id: string } }[];
  nodes: { id: string }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount: number;
}

const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  organization(by: { id: $id }) { descendants(first: $first, after: $after, last: $last, before: $before) {
    edges { cursor node { id } } nodes { id } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`;

async function page(call: Caller, root: TestOrganization, args: object): Promise<Page> {
  const { organization } = await call.ask<{ organization: { descendants: Page } }>(PAGE, { id: root.gid, ...args });
  return organization.descendants;
}

/** A street with communities, branches and buildings, made breadth first so that ids alone are not the order. */
async function street(tenant: TestTenant): Promise<{ top: TestOrganization; beneath: TestOrganization[] }> {
  const top = await tenant.add(tenant.root);
  const beneath: TestOrganization[] = [];
  let above = [top];
  for (const width of [3, 2, 2]) {
    const next: TestOrganization[] = [];
    for (const parent of above) for (let made = 0; made < width; made += 1) next.push(await tenant.add(parent));
    beneath.push(...next);
    above = next;
  }
  await tenant.add(top, { dissolvedOn: '2020-01-01' });
  await tenant.add(tenant.root);
  return { top, beneath };
}

/** Depth first, each parent before its children; the naive order. */
function inOrder(organizations: readonly TestOrganization[]): string[] {
  return [...organizations].sort((left, right) => (left.path < right.path ? -1 : 1)).map(({ gid }) => gid);
}

const idsOf = ({ nodes }: Page) => nodes.map(({ id }) => id);

test('pages forward and backward, of any size, make up the whole list in its order', async () => {
  const tenant = await world.tenant();
  const { top, beneath } = await street(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: top });
  const whole = inOrder(beneath);
  expect(whole).toHaveLength(21);

  for (const size of [1, 2, 5, 20, 21, 22, 100]) {
    const forward: string[] = [];
    let after: string | null = null;
    for (let more = true; more;) {
      const got: Page = await page(call, top, { first: size, after });
      const seen = forward.length;
      forward.push(...idsOf(got));
      more = got.pageInfo.hasNextPage;
      expect(got.nodes).toHaveLength(Math.min(size, whole.length - seen));
      expect(got.edges.map(({ node }) => node)).toEqual(got.nodes);
      expect(got).toMatchObject({
        totalCount: 21,
        pageInfo: {
          hasNextPage: forward.length < whole.length,
          hasPreviousPage: seen > 0,
          startCursor: got.edges[0]?.cursor,
          endCursor: got.edges.at(-1)?.cursor,
        },
      });
      after = got.pageInfo.endCursor;
    }
    expect(forward).toEqual(whole);

    const backward: string[] = [];
    let before: string | null = null;
    for (let more = true; more;) {
      const got: Page = await page(call, top, { last: size, before });
      const seen = backward.length;
      backward.unshift(...idsOf(got));
      more = got.pageInfo.hasPreviousPage;
      expect(got.nodes).toHaveLength(Math.min(size, whole.length - seen));
      expect(got.pageInfo).toMatchObject({ hasPreviousPage: backward.length < whole.length, hasNextPage: seen > 0 });
      before = got.pageInfo.startCursor;
    }
    expect(backward).toEqual(whole);
  }
});

test('between two cursors lies exactly what lies between them', async () => {
  const tenant = await world.tenant();
  const { top, beneath } = await street(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: top });
  const whole = inOrder(beneath);
  const { edges } = await page(call, top, { first: 100 });
  const [after, before] = [edges[3]?.cursor, edges[9]?.cursor];

  expect(idsOf(await page(call, top, { first: 100, after, before }))).toEqual(whole.slice(4, 9));
  expect(idsOf(await page(call, top, { first: 2, after, before }))).toEqual(whole.slice(4, 6));
  expect(idsOf(await page(call, top, { last: 2, after, before }))).toEqual(whole.slice(7, 9));
  expect(await page(call, top, { first: 5, after: before, before: after })).toMatchObject({
    nodes: [],
    totalCount: 21,
    pageInfo: { startCursor: null, endCursor: null, hasNextPage: false },
  });
});

test('a row inserted while someone pages neither repeats nor hides another', async () => {
  const tenant = await world.tenant();
  const { top, beneath } = await street(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: top });
  const whole = inOrder(beneath);
  const first = await page(call, top, { first: 10 });
  const at = (place: number) => beneath.find(({ gid }) => gid === whole[place]) as TestOrganization;

  const behind = await tenant.add(at(0), { level: 'BRANCH' });
  const ahead = await tenant.add(at(20), { level: 'FLOOR_HOUSEHOLD' });
  const rest = await page(call, top, { first: 100, after: first.pageInfo.endCursor });

  expect([...idsOf(first), ...idsOf(rest)]).toEqual([...whole, ahead.gid]);
  expect(rest.totalCount).toBe(23);
  expect(idsOf(await page(call, top, { first: 100 }))).toEqual(inOrder([...beneath, behind, ahead]));
  expect(idsOf(await page(call, top, { last: 100, before: first.pageInfo.endCursor }))).toEqual(
    inOrder([...beneath, behind]).slice(0, 10),
  );
});

test('the page itself may move while its cursor stays a place of the list', async () => {
  const tenant = await world.tenant();
  const { top, beneath } = await street(tenant);
  const { call } = await tenant.actor({ role: 'VIEWER', at: top });
  const whole = inOrder(beneath);
  const { pageInfo } = await page(call, top, { first: 10 });
  await tenant.rows('update organization set dissolved_on = now() where id = $1', [whole[9]?.split('/').at(-1)]);

  expect(idsOf(await page(call, top, { first: 100, after: pageInfo.endCursor }))).toEqual(whole.slice(10));
});

test('an organization without descendants has one empty page', async () => {
  const tenant = await world.tenant();
  const alone = await tenant.add(tenant.root);
  const { call } = await tenant.actor({ role: 'VIEWER', at: alone });
  const nothing = {
    edges: [],
    nodes: [],
    totalCount: 0,
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };

  expect(await page(call, alone, { first: 10 })).toEqual(nothing);
  expect(await page(call, alone, { last: 10 })).toEqual(nothing);
});
