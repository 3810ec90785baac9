import { setSecret, type SecretField } from '../../src/features/people/secret-columns';
import type { TestNode, TestTenant } from './tenant';

/** Writes numbers of a person as the product would, with whatever key is the current one. */
export async function giveSecrets(
  tenant: TestTenant,
  { id }: TestNode,
  secrets: Partial<Record<SecretField, string>>,
): Promise<void> {
  for (const [field, text] of Object.entries(secrets) as [SecretField, string][]) {
    const { text: assignment, values } = setSecret(tenant.id, field, text).compile();
    await tenant.rows(`update person set ${assignment} where id = $3`, [...values, id]);
  }
}
