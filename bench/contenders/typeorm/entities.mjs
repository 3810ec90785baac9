import { EntitySchema } from 'typeorm';

const id = { type: 'bigint', primary: true, generated: 'increment' };
const tenantId = { type: 'bigint', primary: true, name: 'tenant_id' };

export const Organization = new EntitySchema({
  name: 'Organization',
  tableName: 'organization',
  columns: {
    tenantId,
    id,
    parentId: { type: 'bigint', name: 'parent_id', nullable: true },
    levelRank: { type: 'smallint', name: 'level_rank' },
    kind: { type: 'text', nullable: true },
    name: { type: 'text' },
    shortName: { type: 'text', name: 'short_name', nullable: true },
    sortOrder: { type: 'integer', name: 'sort_order' },
    externalReference: { type: 'text', name: 'external_reference', nullable: true },
    areaCode: { type: 'text', name: 'area_code', nullable: true },
    path: { type: 'text' },
    depth: { type: 'smallint' },
    dissolvedOn: { type: 'date', name: 'dissolved_on', nullable: true },
    version: { type: 'integer' },
  },
});

export const OrganizationClosure = new EntitySchema({
  name: 'OrganizationClosure',
  tableName: 'organization_closure',
  columns: {
    tenantId,
    ancestorId: { type: 'bigint', primary: true, name: 'ancestor_id' },
    descendantId: { type: 'bigint', primary: true, name: 'descendant_id' },
    depth: { type: 'smallint' },
  },
  relations: {
    ancestor: {
      type: 'many-to-one',
      target: 'Organization',
      joinColumn: [
        { name: 'tenant_id', referencedColumnName: 'tenantId' },
        { name: 'ancestor_id', referencedColumnName: 'id' },
      ],
    },
    descendant: {
      type: 'many-to-one',
      target: 'Organization',
      joinColumn: [
        { name: 'tenant_id', referencedColumnName: 'tenantId' },
        { name: 'descendant_id', referencedColumnName: 'id' },
      ],
    },
  },
});

export const Person = new EntitySchema({
  name: 'Person',
  tableName: 'person',
  columns: { tenantId, id, name: { type: 'text' } },
});

export const Membership = new EntitySchema({
  name: 'Membership',
  tableName: 'membership',
  columns: {
    tenantId,
    id,
    personId: { type: 'bigint', name: 'person_id' },
    organizationId: { type: 'bigint', name: 'organization_id' },
    status: { type: 'text' },
    startedOn: { type: 'date', name: 'started_on' },
    endedOn: { type: 'date', name: 'ended_on', nullable: true },
  },
  relations: {
    organization: {
      type: 'many-to-one',
      target: 'Organization',
      joinColumn: [
        { name: 'tenant_id', referencedColumnName: 'tenantId' },
        { name: 'organization_id', referencedColumnName: 'id' },
      ],
    },
  },
});

export const RoleGrant = new EntitySchema({
  name: 'RoleGrant',
  tableName: 'role_grant',
  columns: {
    tenantId,
    id,
    accountId: { type: 'bigint', name: 'account_id' },
    organizationId: { type: 'bigint', name: 'organization_id' },
    startsOn: { type: 'date', name: 'starts_on' },
    endsOn: { type: 'date', name: 'ends_on', nullable: true },
    revokedAt: { type: 'timestamptz', name: 'revoked_at', nullable: true },
  },
});

export const entities = [Organization, OrganizationClosure, Person, Membership, RoleGrant];
