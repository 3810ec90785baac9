import { keyId } from '../../src/features/people/secrets';
import type { TestTenant } from './tenant';
import type { World } from './world';

/** A key that is easy to tell from others, as configured and as it is called. */
export function testKey(byte: number): { key: Buffer; text: string; id: string } {
  const key = Buffer.alloc(32, byte);
  return { key, text: key.toString('base64'), id: keyId(key) };
}

/** What a command, or a server, takes to reach the world's database with a ring of keys, the current one first. */
export function withRing(world: World, ring: readonly { text: string }[]): Record<string, string> {
  const [current, ...older] = ring.map(({ text }) => text);
  return {
    DATABASE_URL: world.database.applicationUrl,
    DATABASE_OWNER_URL: world.database.ownerUrl,
    SANLOU_SECRET_KEY: current ?? '',
    SANLOU_OLD_SECRET_KEYS: older.join(','),
    SANLOU_DEV_TOKENS: 'true',
  };
}

/** How many values of a tenant are sealed with each key. */
export async function valuesByKey(tenant: TestTenant): Promise<Record<string, number>> {
  const rows = await tenant.rows<{ key: string; count: number }>(
    `select split_part(value, '.', 1) as key, count(*)::int as count
     from person cross join lateral (values (phone), (identity_number)) as each (value)
     where tenant_id = $1 and value is not null group by 1`,
    [tenant.id],
  );
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}
