import type { Caller } from '../../../setup/api';

const grant = `grant { id role isTemporary expiresAt reason startsOn endsOn revokedAt organization { id } account { id } }`;
const payload = `{ ${grant} userErrors { field code message } }`;

export const take = `mutation ($input: TakeTemporaryAccessInput!) { takeTemporaryAccess(input: $input) ${payload} }`;
export const handBack = `mutation ($input: EndTemporaryAccessInput!) { endTemporaryAccess(input: $input) ${payload} }`;
export const taken = `subscription ($id: ID!) { temporaryAccessTaken(organizationId: $id) { id role account { id } organization { id } } }`;
export const reason = 'The roof of the hall came down last night.';

export interface TakenPayload {
  grant: { id: string; expiresAt: string; revokedAt: string | null } | null;
  userErrors: { field: string[]; code: string; message: string }[];
}

/** Takes temporary access; answers the payload. */
export async function takeAccess(call: Caller, input: object): Promise<TakenPayload> {
  const data = await call.ask<{ takeTemporaryAccess: TakenPayload }>(take, { input: { reason, ...input } });
  return data.takeTemporaryAccess;
}

export async function endAccess(call: Caller, grantId: string): Promise<TakenPayload> {
  const data = await call.ask<{ endTemporaryAccess: TakenPayload }>(handBack, { input: { grantId } });
  return data.endTemporaryAccess;
}
