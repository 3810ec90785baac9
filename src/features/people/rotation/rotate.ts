import { setTimeout as wait } from 'node:timers/promises';
import type { Id } from '../../../database/id';
import { openBesideStructure, openSnapshot } from '../../../database/open';
import type { Database } from '../../../database/session';
import { sql } from '../../../database/sql';
import { isStale, renewBatch } from './batch';

/** What became of the secrets of one tenant or of several. */
export interface Rotated {
  people: number;
  values: number;
  /** People who were in somebody's hands to the last. */
  passed: number;
  /** Values that no key at hand opens, by the id of the key they ask for; `altered` where it is at hand. */
  unopened: Map<string, number>;
}

const mostPasses = 200;
const pause = 200;

/** How many people of the tenant have something to be sealed anew, or hashed for the first time. */
export async function countStale(database: Database, tenantId: Id): Promise<number> {
  const { session } = await openSnapshot(database, tenantId, 'select');
  try {
    const [row] = await session.query<{ count: number }>(
      sql`select count(*)::int as count from person p where p.tenant_id = ${tenantId}::bigint and ${isStale()}`,
    );
    return row?.count ?? 0;
  } finally {
    await session.rollback();
  }
}

/**
 * Seals every secret of a tenant with the current key, a few hundred people a transaction, while others go on reading and
 * writing. It may end anywhere: what is done is done, and the next call goes on with what is left.
 */
export async function rotateTenant(
  database: Database,
  tenantId: Id,
  advance: (people: number) => void,
): Promise<Rotated> {
  const rotated: Rotated = { people: 0, values: 0, passed: 0, unopened: new Map() };
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const { people, values, ...left } = await passOver(database, tenantId, advance);
    rotated.people += people;
    rotated.values += values;
    Object.assign(rotated, left);
    if (people === 0 && left.passed === 0) break;
    if (people === 0) await wait(pause);
  }
  return rotated;
}

/** Looks at everybody who is left, once. */
async function passOver(database: Database, tenantId: Id, advance: (people: number) => void): Promise<Rotated> {
  const done: Rotated = { people: 0, values: 0, passed: 0, unopened: new Map() };
  for (let after: Id | undefined = '0'; after !== undefined;) {
    const session = await openBesideStructure(database, tenantId);
    try {
      const { last, renewed, passed, unopened } = await renewBatch(session, after);
      await session.commit();
      after = last;
      done.people += renewed.length;
      done.values += renewed.reduce((sum, each) => sum + each.values, 0);
      done.passed += passed;
      for (const each of unopened) {
        const name = each === 'altered' ? each : each.keyId;
        done.unopened.set(name, (done.unopened.get(name) ?? 0) + 1);
      }
      advance(renewed.length);
    } catch (error) {
      await session.rollback().catch(() => undefined);
      throw error;
    }
  }
  return done;
}
