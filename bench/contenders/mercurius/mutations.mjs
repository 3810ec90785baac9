import { idOf } from '../shared/ids.mjs';
import { assignMemberships, createOrganization, inTransaction, moveOrganization } from '../shared/write.sql.mjs';

export const Mutation = {
  async createOrganization(_root, { input }, { pool, tenant }) {
    const row = { ...input, parentId: idOf(input.parentId) };
    return { organization: await inTransaction(pool, (client) => createOrganization(client, tenant, row)) };
  },
  async moveOrganization(_root, { input }, { pool, tenant }) {
    const [id, parent] = [idOf(input.id), idOf(input.newParentId)];
    return { organization: await inTransaction(pool, (client) => moveOrganization(client, tenant, id, parent)) };
  },
  assignMemberships: (_root, { input }, { pool, tenant }) =>
    inTransaction(pool, (client) => assignMemberships(client, tenant, input.rows)),
};
