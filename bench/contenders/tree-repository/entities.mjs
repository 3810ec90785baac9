import { EntitySchema } from 'typeorm';
import { Membership, OrganizationClosure, Person, RoleGrant, Organization as Plain } from '../typeorm/entities.mjs';

const { tenantId, id, ...columns } = Plain.options.columns;

/**
 * The same table as a tree of TypeORM's own. It knows no tenant but as part of the key, which it carries into the closure; the
 * distances that our closure keeps as well it neither reads nor writes.
 */
export const Organization = new EntitySchema({
  ...Plain.options,
  // The tree repository writes the names of properties into its statements where those of columns belong, and takes the first
  // column of the key for all of it.
  columns: { id, tenant_id: tenantId, ...columns },
  name: 'TreeOrganization',
  trees: [
    {
      type: 'closure-table',
      options: {
        closureTableName: 'organization',
        ancestorColumnName: ({ databaseName }) => (databaseName === 'id' ? 'ancestor_id' : databaseName),
        descendantColumnName: ({ databaseName }) => (databaseName === 'id' ? 'descendant_id' : databaseName),
      },
    },
  ],
  relations: {
    parent: {
      type: 'many-to-one',
      target: 'TreeOrganization',
      treeParent: true,
      inverseSide: 'children',
      joinColumn: [
        { name: 'parent_id', referencedColumnName: 'id' },
        { name: 'tenant_id', referencedColumnName: 'tenant_id' },
      ],
    },
    children: { type: 'one-to-many', target: 'TreeOrganization', treeChildren: true, inverseSide: 'parent' },
  },
});

export const entities = [Organization, Plain, OrganizationClosure, Person, Membership, RoleGrant];
