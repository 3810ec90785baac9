import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { fromGlobalId, toGlobalId } from '../../../graphql/ids';
import { cleanName } from '../../../graphql/text';
import { readOrganization } from '../../organizations/organization.locks';
import { AccountKind } from '../account-kind';
import { accountFault } from '../account.errors';
import { accountColumns, toAccount } from '../account.queries';
import type { CreateServiceAccountInput } from './api-key.inputs';
import type { CreateServiceAccountPayload } from './api-key.payloads';

/** Creates an account for a program; what it may do is given by grants, and how it signs in by keys. */
export async function createServiceAccount(
  tx: WriteContext,
  input: CreateServiceAccountInput,
): Promise<CreateServiceAccountPayload> {
  const organization = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  if (organization.dissolvedOn !== null) {
    throw accountFault('DISSOLVED', 'organizationId', { en: 'The organization is dissolved.', zh: '该组织已撤销。' });
  }
  const [row] = await query(
    tx,
    sql`insert into account as a (tenant_id, name, kind, organization_id)
      values (${tenantOf(tx)}::bigint, ${cleanName(input.name, ['input', 'name'])}, ${AccountKind.SERVICE}, ${organization.id}::bigint)
      returning ${accountColumns}`,
  );
  const account = toAccount(row as object);
  tx.audit({
    action: 'account.created',
    nodeType: 'Account',
    nodeId: account.id,
    organizationId: organization.id,
    after: {
      ...{ name: account.name, kind: account.kind },
      organization: toGlobalId('Organization', organization.id),
    },
  });
  return { account, userErrors: [] };
}
