const grant = 'grant { id role startsOn endsOn revokedAt organization { id } account { id } }';
const userErrors = 'userErrors { field code message }';

export const grantRole = `mutation ($input: GrantRoleInput!) { grantRole(input: $input) { ${grant} ${userErrors} } }`;
export const revokeRole = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) { ${grant} ${userErrors} } }`;
export const viewer = '{ viewer { name tenant { code } roots { id } grants { id role organization { id } } } }';
export const reachable = 'query ($id: ID!) { organization(by: { id: $id }) { id } }';

const account = `account { id name isSuspended suspendedAt organization { id } person { id } invitedBy { id }
  logins { issuer subject } grants(first: 9) { nodes { id } } }`;
export const inviteAccount = `mutation ($input: InviteAccountInput!) { inviteAccount(input: $input) { ${account} ${userErrors} } }`;
export const suspendAccount = `mutation ($input: SuspendAccountInput!) { suspendAccount(input: $input) {
  account { id isSuspended suspendedAt } ${userErrors} } }`;
export const restoreAccount = `mutation ($input: RestoreAccountInput!) { restoreAccount(input: $input) {
  account { id isSuspended suspendedAt } ${userErrors} } }`;

export const revokeChain = `mutation ($input: RevokeRoleInput!) { revokeRole(input: $input) {
  grant { id revokedAt } delegated { id revokedAt } delegatedCount kept { id revokedAt } ${userErrors} } }`;

/** The payload of a mutation that was refused by one fault. */
export function refusedBy(code: string, field: string, message: string) {
  return { grant: null, userErrors: [{ code, field: ['input', field], message }] };
}
