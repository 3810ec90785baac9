import { World } from '../../setup/world';
import { COUNTS, sum, type Counts } from './county';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const rounds = 60;
const FIGURES = `query ($id: ID!) { organization(by: { id: $id }) {
  counts { ${COUNTS} } descendantCount
  children { descendantCount counts { ${COUNTS} } memberships(first: 1) { totalCount } }
  memberships(first: 1) { totalCount }
  breakdown(level: "STREET") { rows { counts { ${COUNTS} } } elsewhere { ${COUNTS} } total { ${COUNTS} } } } }`;

interface Place {
  counts: Counts;
  descendantCount: number;
  memberships: { totalCount: number };
}
interface Figures {
  organization: Place & {
    children: Place[];
    breakdown: { rows: { counts: Counts }[]; elsewhere: Counts; total: Counts };
  };
}

test('all figures of one answer are of one moment, while others write', async () => {
  const tenant = await world.tenant();
  const [east, west] = [await tenant.add(tenant.root), await tenant.add(tenant.root)];
  const community = await tenant.add(east);
  await tenant.member({ in: community });
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const seen = new Set<string>();
  let reading = true;
  let writes = 0;

  const write = async () => {
    for (let turn = 0; reading; turn += 1) {
      const [target, other] = turn % 2 ? [east, west] : [west, east];
      await organizer.call.ask(
        `mutation ($move: MoveOrganizationInput!, $create: CreateOrganizationInput!) {
          moveOrganization(input: $move) { userErrors { code } } createOrganization(input: $create) { userErrors { code } } }`,
        {
          move: { id: community.gid, newParentId: target.gid },
          create: { parentId: other.gid, level: 'COMMUNITY', name: `new ${turn}` },
        },
      );
      await tenant.member({ in: turn % 2 ? east : west });
      writes += 1;
    }
  };
  const read = async () => {
    for (let round = 0; round < rounds; round += 1) {
      const { organization } = await organizer.call.ask<Figures>(FIGURES, { id: tenant.root.gid });
      const { rows, elsewhere, total } = organization.breakdown;
      expect(sum([...rows.map(({ counts }) => counts), elsewhere])).toEqual(total);
      expect(total).toEqual(organization.counts);
      expect(total.organizations).toBe(organization.descendantCount + 1);
      expect(organization.children.map(({ counts }) => counts)).toEqual(rows.map(({ counts }) => counts));
      expect(organization.children.reduce((all, each) => all + each.descendantCount + 1, 0)).toBe(
        organization.descendantCount,
      );
      expect(organization.memberships.totalCount).toBe(total.members);
      expect(organization.children.reduce((all, each) => all + each.memberships.totalCount, 0)).toBe(total.members);
      seen.add(JSON.stringify(organization));
    }
  };
  await Promise.all([write(), read().finally(() => (reading = false))]);

  // Not vacuous: the figures did change between the answers.
  expect(writes).toBeGreaterThan(10);
  expect(seen.size).toBeGreaterThan(10);
});
