import { createHash } from 'node:crypto';

const errors = 'userErrors { field message code }';
const mutation = (name: string, input: string) =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { ${errors} } }`;

export const CREATE = mutation('createOrganization', 'CreateOrganizationInput');
export const UPDATE = mutation('updateOrganization', 'UpdateOrganizationInput');
export const MOVE = mutation('moveOrganization', 'MoveOrganizationInput');
export const ASSIGN = mutation('assignMembership', 'AssignMembershipInput');
export const END = mutation('endMembership', 'EndMembershipInput');
export const BULK = mutation('assignMemberships', 'AssignMembershipsInput');
export const REGISTER = mutation('registerPerson', 'RegisterPersonInput');
export const GRANT = mutation('grantRole', 'GrantRoleInput');

export const PAGE = `query ($id: ID!, $first: Int, $after: String, $last: Int) {
  organization(by: { id: $id }) { descendants(first: $first, after: $after, last: $last) { pageInfo { endCursor } } } }`;
export const BREAKDOWN = `query ($id: ID!, $level: String!) {
  organization(by: { id: $id }) { breakdown(level: $level) { total { members } } } }`;
export const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
const below = (inner: string) => `descendants(first: 100) { nodes { ${inner} } }`;
export const WIDE = `query ($id: ID!) { organization(by: { id: $id }) { ${below(below(below('id')))} } }`;

const encode = (parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** A cursor in the right form whose seal is made up. */
export const forged = (parts: readonly string[]) => encode(parts);

/** A cursor of an organization's descendants as someone who knows the form could make it for any place. */
export function sealed(organizationId: string, path: string): string {
  const text = JSON.stringify([`descendants of ${organizationId}`, path]);
  return encode([createHash('sha256').update(text).digest('base64url').slice(0, 12), path]);
}
