import { inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: { auditEntries: scoped('audit:read') },
  AuditEntry: {
    ...inherited('id', 'occurredAt', 'requestId', 'action', 'nodeId', 'reason', 'before', 'after', 'number', 'hash'),
    account: scoped('account:read'),
    apiKey: scoped('account:read'),
    organization: scoped('organization:read'),
  },
  ...inheritedConnection('AuditEntry'),
};
