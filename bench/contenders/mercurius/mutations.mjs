import { idOf } from '../common/ids.mjs';
import { assignMemberships, createOrganization, inTransaction, moveOrganization } from '../common/write.sql.mjs';

export const Mutation = {
  async createOrganization(_root, { input }, { pool, tenant }) {
    const row = { ...input, parentId: idOf(input.parentId) };
    return { organization: await createOrganization(pool, tenant, row) };
  },
  async moveOrganization(_root, { input }, { pool, tenant }) {
    const [id, parent] = [idOf(input.id), idOf(input.newParentId)];
    return { organization: await inTransaction(pool, (client) => moveOrganization(client, tenant, id, parent)) };
  },
  // A statement by itself is a transaction.
  assignMemberships: (_root, { input }, { pool, tenant }) => assignMemberships(pool, tenant, input.rows),
};
