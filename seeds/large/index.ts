import type { Client } from 'pg';
import { developmentIssuer, largePersona } from '../../src/access/personas';
import { Role } from '../../src/access/permission';
import { sql } from '../../src/database/sql';
import type { County } from '../county';
import { persona } from '../demo/accounts';
import { Register } from '../people';
import { Candidates, PostRegister } from '../posts';
import { createRandom } from '../random';
import type { SeedOrganization } from '../tree';
import { consistency } from '../write/consistency';
import { checkFigures, type Figure } from '../write/figures';
import { inTransaction, nameTenant, reserveIds } from '../write/transaction';
import { writeCounty } from '../write/write-county';
import { growLarge, gridCount } from './tree';

const size = { organizations: 50_000, members: 200_000 };

const figures: readonly Figure[] = [
  {
    name: 'organizations',
    expected: size.organizations,
    rows: (tenantId) => sql`select id from organization where tenant_id = ${tenantId}::bigint`,
  },
  {
    name: 'members',
    expected: size.members,
    rows: (tenantId) => sql`select id from membership where tenant_id = ${tenantId}::bigint and ended_on is null`,
  },
  ...consistency,
];

/** Writes a county of 50,000 organizations and 200,000 members beside what is there; refuses when it is there already. */
export async function seedLarge(ownerUrl: string, report: (line: string) => void = () => undefined): Promise<void> {
  const began = performance.now();
  await inTransaction(ownerUrl, async (client) => {
    await refuseSecond(client);
    report('Inventing 50,000 organizations and 200,000 members ...');
    const county = await buildLarge(client);
    report('Writing them ...');
    await nameTenant(client, county.id);
    await writeCounty(client, county);
    report('Checking them ...');
    await checkFigures(client, county.id, figures);
  });
  report(`Done in ${((performance.now() - began) / 1_000).toFixed(1)} s: npx sanlou token ${largePersona.name}`);
}

async function refuseSecond(client: Client): Promise<void> {
  const { rowCount } = await client.query('select from login where issuer = $1 and subject = $2', [
    developmentIssuer,
    largePersona.name,
  ]);
  if (rowCount) throw new Error('The large county is there already.');
}

async function buildLarge(client: Client): Promise<County> {
  const { tree, grids } = growLarge(
    size.organizations,
    await reserveIds(client, 'organization', size.organizations),
    await reserveIds(client, 'grid', gridCount),
  );
  const register = new Register(createRandom(size.organizations), {
    person: await reserveIds(client, 'person', size.members),
    membership: await reserveIds(client, 'membership', size.members),
  });
  for (const place of tree.organizations) {
    for (let number = 0; number < size.members / size.organizations; number += 1) register.add(place, 'FULL');
  }
  const posts = new PostRegister({
    post: await reserveIds(client, 'post', gridCount),
    appointment: await reserveIds(client, 'appointment', gridCount),
  });
  const candidates = new Candidates(register.memberships);
  for (const grid of grids) {
    const leader = candidates.take(...grid.covers);
    posts.add(grid, { kind: 'GRID_LEADER' }, [leader], { startedOn: '2019-08-01', how: 'APPOINTED' });
  }
  const [root] = tree.organizations as [SeedOrganization];
  return {
    id: await reserveIds(client, 'tenant', 1),
    code: largePersona.tenant ?? '',
    name: root.name,
    organizations: tree.organizations,
    grids,
    people: register.people,
    memberships: register.memberships,
    posts: posts.posts,
    appointments: posts.appointments,
    accounts: [persona(largePersona.name, root, Role.ORGANIZER)],
    firstIds: { account: await reserveIds(client, 'account', 1), grant: await reserveIds(client, 'role_grant', 1) },
  };
}
