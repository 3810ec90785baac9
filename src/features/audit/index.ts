import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { permissions } from './audit.permissions';
import { visibleEntry } from './audit.queries';
import { AuditEntryResolver, OrganizationAuditResolver } from './audit.resolver';

defineNode('AuditEntry', visibleEntry, ({ organizationId }) => organizationId);

export const audit: Feature = { resolvers: [AuditEntryResolver, OrganizationAuditResolver], permissions };
