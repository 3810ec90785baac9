import type { NodeProbe } from './probes';

export const auditProbes: readonly NodeProbe[] = [{ field: 'AuditEntry.organization' }, { field: 'AuditEntry.apiKey' }];
