import type { Naming } from './namings';
import type { NodeProbe } from './probes';

export const auditProbes: readonly NodeProbe[] = [{ field: 'AuditEntry.organization' }];

type ById = (field: string, type: string, ask: Naming['ask']) => Naming;

/** The references that the audit trail is filtered by; those of nodes may be of any type. */
export function auditNamings(byId: ById, byAnyId: ById): Naming[] {
  const ask = (argument: string): Naming['ask'] => {
    return (name, { ids }) =>
      `{ nodes(ids: ["${ids.Organization}"]) {
        ... on Organization { auditEntries(first: 1, ${argument}: "${name}") { totalCount } } } }`;
  };
  return [
    byId('Organization.auditEntries.accountId', 'Account', ask('accountId')),
    byAnyId('Organization.auditEntries.nodeId', 'Organization', ask('nodeId')),
    byAnyId('Organization.auditEntries.nodeId', 'Person', ask('nodeId')),
  ];
}
