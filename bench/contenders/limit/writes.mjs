import { globalId, idOf } from '../common/ids.mjs';
import { assignMemberships, createOrganization, inTransaction, moveOrganization } from '../common/write.sql.mjs';

const assign = async (pool, tenant, { rows }) => ({ assignMemberships: await assignMemberships(pool, tenant, rows) });

/** What each job writes; answers the data of the answer. */
export const writes = {
  async M1(pool, tenant, { parentId, name }) {
    const row = { parentId: idOf(parentId), level: 'FLOOR_HOUSEHOLD', name, externalReference: name };
    const { depth, version } = await createOrganization(pool, tenant, row);
    return { createOrganization: { organization: { depth, version } } };
  },
  M2: assign,
  async M3(pool, tenant, { id, newParentId }) {
    const moved = await inTransaction(pool, (client) => moveOrganization(client, tenant, idOf(id), idOf(newParentId)));
    return { moveOrganization: { organization: { id: globalId('Organization', moved.id), depth: moved.depth } } };
  },
  M4: assign,
};
