import { idOf } from '../common/ids.mjs';
import { assignMemberships, createOrganization, moveOrganization } from '../common/write.sql.mjs';

/** The closure is no notion of the entities, so the writes are SQL, by themselves or in a transaction of the data source. */
const queries = (source) => ({
  query: async ({ text, values }) => ({ rows: rowsOf(await source.query(text, values)) }),
});

/** Of an update or delete TypeORM answers rows and their number. */
const rowsOf = (result) => (Array.isArray(result[0]) ? result[0] : result);

export const Mutation = {
  async createOrganization(_root, { input }, { dataSource, tenantId }) {
    const row = { ...input, parentId: idOf(input.parentId) };
    return { organization: await createOrganization(queries(dataSource), tenantId, row) };
  },
  async moveOrganization(_root, { input }, { dataSource, tenantId }) {
    const [id, parent] = [idOf(input.id), idOf(input.newParentId)];
    return {
      organization: await dataSource.transaction((manager) => moveOrganization(queries(manager), tenantId, id, parent)),
    };
  },
  assignMemberships: (_root, { input }, { dataSource, tenantId }) =>
    assignMemberships(queries(dataSource), tenantId, input.rows),
};
