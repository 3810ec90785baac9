import { inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';

export const permissions: PermissionPage = {
  Organization: { auditEntries: scoped('audit:read') },
  AuditEntry: {
    ...inherited('id', 'occurredAt', 'requestId', 'action', 'nodeId', 'reason', 'before', 'after'),
    account: scoped('account:read'),
  },
  ...inheritedConnection('AuditEntry'),
};
