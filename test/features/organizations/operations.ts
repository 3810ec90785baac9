import type { Caller } from '../../setup/api';

export const FIELDS = `id name shortName kind level { code } externalReference areaCode sortOrder depth establishedOn
  dissolvedOn version parent { id }`;
const structural = `organization { ${FIELDS} } impact { organizations members grantsGained grantsLost }
  userErrors { field message code }`;

export const CREATE = `mutation ($input: CreateOrganizationInput!) { createOrganization(input: $input) { ${structural} } }`;
export const MOVE = `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { ${structural} } }`;
export const DISSOLVE = `mutation ($input: DissolveOrganizationInput!) { dissolveOrganization(input: $input) { ${structural} } }`;
export const UPDATE = `mutation ($input: UpdateOrganizationInput!) { updateOrganization(input: $input) {
  organization { ${FIELDS} } userErrors { field message code } } }`;

export interface OrganizationPayload {
  organization: Record<string, unknown> & { id: string; version: number };
  impact?: object | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
}

/** Runs a mutation of one field and answers its payload. */
export async function change(call: Caller, mutation: string, input: object): Promise<OrganizationPayload> {
  const data = await call.ask<Record<string, OrganizationPayload>>(mutation, { input });
  return Object.values(data)[0] as OrganizationPayload;
}

/** Code and field of each user error, after a mutation that answered nothing else. */
export async function faults(call: Caller, mutation: string, input: object): Promise<string[]> {
  const { organization, impact, userErrors } = await change(call, mutation, input);
  expect([organization, impact ?? null]).toEqual([null, null]);
  return userErrors.map(({ field, code }) => `${code} ${field?.join('.')}`);
}
