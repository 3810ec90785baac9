import type { Client } from 'pg';
import { developmentIssuer, personas } from '../../src/access/personas';
import type { County } from '../county';
import { consistency } from '../write/consistency';
import { checkFigures, type Figure } from '../write/figures';
import { advanceSequences, inTransaction, nameTenant } from '../write/transaction';
import { writeCounty } from '../write/write-county';
import { buildFengjie } from './fengjie';
import { fengjieFigures } from './figures';
import { buildLinjiang } from './linjiang';

/**
 * Writes the two demo counties into a database without tenants, all or nothing, and checks their figures. False when
 * there is data already. The key that seals secrets must have been set.
 */
export async function seedDemo(
  ownerUrl: string,
  report: (line: string) => void = () => undefined,
  figures: readonly Figure[] = fengjieFigures,
): Promise<boolean> {
  const began = performance.now();
  return inTransaction(ownerUrl, async (client) => {
    if (await hasTenants(client)) return false;
    report('Writing the demo counties ...');
    const fengjie = buildFengjie();
    const linjiang = buildLinjiang();
    await write(client, fengjie, [...figures, ...consistency]);
    await write(client, linjiang, consistency);
    await writeOperator(client);
    await advance(client, linjiang);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    report(`${summary(fengjie)}; ${summary(linjiang)}: ${seconds} s.`);
    return true;
  });
}

/** Row-level security shows the owner no tenant but the one he names, so the sequence of their ids is asked. */
async function hasTenants(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ used: boolean }>('select is_called as used from tenant_id_seq');
  return rows[0]?.used ?? false;
}

async function write(client: Client, county: County, figures: readonly Figure[]): Promise<void> {
  await nameTenant(client, county.id);
  await writeCounty(client, county);
  await checkFigures(client, county.id, figures);
}

async function writeOperator(client: Client): Promise<void> {
  for (const { name } of personas.filter(({ tenant }) => !tenant)) {
    await client.query('insert into login (issuer, subject, name) values ($1, $2, $2)', [developmentIssuer, name]);
  }
}

/** The second county's ids lie above the first's. */
async function advance(client: Client, { accounts, firstIds, ...last }: County): Promise<void> {
  const end = (rows: readonly { id: number }[]) => rows.at(-1)?.id ?? 0;
  await advanceSequences(client, {
    tenant: last.id,
    organization: end(last.organizations),
    grid: end(last.grids),
    person: end(last.people),
    membership: end(last.memberships),
    post: end(last.posts),
    appointment: end(last.appointments),
    account: firstIds.account + accounts.length - 1,
    role_grant: firstIds.grant + accounts.flatMap(({ grants }) => grants).length - 1,
  });
}

function summary({ name, organizations, memberships }: County): string {
  return `${name} ${organizations.length} organizations, ${memberships.length} memberships`;
}
