import { openSnapshot } from '../../database/open';
import { countByKey } from '../../features/people/keys-in-use';
import { keyIds } from '../../features/people/secrets';
import { listTenants } from '../../process/integrity/tenants';
import { withKeys } from './with-keys';

/** A line a key: its id, what it is, and how many values of all tenants are sealed with it. */
export function listKeys(): Promise<void> {
  return withKeys(async (database) => {
    const counts = new Map(keyIds().map((id) => [id, 0]));
    for (const { id } of await listTenants(database)) {
      const { session } = await openSnapshot(database, id, 'select');
      try {
        for (const { keyId, values } of await countByKey(session)) counts.set(keyId, (counts.get(keyId) ?? 0) + values);
      } finally {
        await session.rollback();
      }
    }
    for (const [id, values] of counts) console.log(`${id}  ${standing(id).padEnd(11)}  ${values} values`);
  });
}

function standing(id: string): string {
  const place = keyIds().indexOf(id);
  if (place < 0) return 'not at hand';
  return place === 0 ? 'current' : 'older';
}
