import type { Call } from '../../jobs/job';

type Variables = Record<string, unknown>;

/** A document in PostGraphile's own words, and its variables from those of the job. */
interface Document {
  document: string;
  variables: (variables: Variables, as: Call['as']) => Variables;
}

// Ids are those of the tables; the alias says of what, so that the answer can be compared.
const facts = 'Organization: rowId name shortName kind externalReference sortOrder depth version';
const nested = (levels: number): string =>
  levels === 0 ? facts : `${facts} children: childrenList { ${nested(levels - 1)} }`;

const idOf = (id: unknown) => String(id).slice(String(id).lastIndexOf('/') + 1);
const oneOf = ({ id }: Variables, { tenantId }: Call['as']) => ({ tenant: tenantId, id: idOf(id) });

const one = (name: string, fields: string): Document => ({
  document: `query ${name}($tenant: BigInt!, $id: BigInt!) {
    organization: organizationByTenantIdAndRowId(tenantId: $tenant, rowId: $id) { ${fields} } }`,
  variables: oneOf,
});

const members: Document = {
  document: `query Q5($tenant: BigInt!, $id: BigInt!, $place: String!, $after: BigInt!) {
    organization: organizationByTenantIdAndRowId(tenantId: $tenant, rowId: $id) {
      members: membersAfterList(place: $place, memberId: $after, size: 51) {
        Membership: rowId status startedOn person: personByTenantIdAndPersonId { Person: rowId name } } } }`,
  variables({ id, after }, { tenantId }) {
    const [place, memberId] = after ? placeOf(String(after)) : ['', '0'];
    return { tenant: tenantId, id: idOf(id), place, after: memberId };
  },
};

const assign: Document = {
  document: `mutation Assign($tenant: BigInt!, $assignments: [BenchAssignmentInput!]!) {
    assignMemberships: benchAssignMemberships(input: { tenant: $tenant, assignments: $assignments }) {
      result { assigned registered } } }`,
  variables: ({ rows }, { tenantId }) => ({
    tenant: tenantId,
    assignments: (rows as Record<string, string>[]).map((row) => ({
      person: row.personExternalReference,
      name: row.personName,
      organization: row.organizationExternalReference,
      status: row.status,
      startedOn: row.startedOn,
    })),
  }),
};

/** By the name of the job up to its first dash. */
export const documents: Readonly<Record<string, Document>> = {
  Q1: one('Q1', nested(4)),
  Q1m: one('Q1m', nested(3)),
  Q2: one('Q2', 'children: childrenList { Organization: rowId name descendantCount }'),
  Q3: one(
    'Q3',
    `rows: breakdownList(level: "STREET") { organizationId organizationName
      organizations grids members fullMembers probationaryMembers applicants }`,
  ),
  Q4: {
    document: `query Q4($tenant: BigInt!, $ids: [BigInt!]!) {
      nodes: benchOrganizationsByIdsList(tenant: $tenant, ids: $ids) {
        Organization: rowId ancestors: ancestorsList { Organization: rowId name } } }`,
    variables: ({ ids }, { tenantId }) => ({ tenant: tenantId, ids: (ids as string[]).map(idOf) }),
  },
  Q5: members,
  Q6: {
    document: `query Q6($tenant: BigInt!, $id: BigInt!) {
      node: organizationByTenantIdAndRowId(tenantId: $tenant, rowId: $id) { Organization: rowId name shortName kind version } }`,
    variables: oneOf,
  },
  Q7: {
    document: `query Q7($tenant: BigInt!, $account: BigInt!) {
      roots: benchViewerRootsList(tenant: $tenant, account: $account) {
        Organization: rowId name children: childrenList { Organization: rowId name kind } } }`,
    variables: (_variables, { tenantId, accountId }) => ({ tenant: tenantId, account: accountId }),
  },
  M1: {
    document: `mutation M1($tenant: BigInt!, $parent: BigInt!, $name: String!) {
      createOrganization: benchFoundOrganization(
        input: { tenant: $tenant, parent: $parent, level: "FLOOR_HOUSEHOLD", name: $name, reference: $name }
      ) { organization: result { depth version } } }`,
    variables: ({ parentId, name }, { tenantId }) => ({ tenant: tenantId, parent: idOf(parentId), name }),
  },
  M2: assign,
  M3: {
    document: `mutation M3($tenant: BigInt!, $id: BigInt!, $parent: BigInt!) {
      moveOrganization: benchShiftOrganization(input: { tenant: $tenant, moved: $id, parent: $parent }) {
        organization: result { Organization: rowId depth } } }`,
    variables: ({ id, newParentId }, { tenantId }) => ({ tenant: tenantId, id: idOf(id), parent: idOf(newParentId) }),
  },
  M4: assign,
};

/** Path and id behind which a page goes on, as they stand in Sanlou's cursor. */
function placeOf(cursor: string): string[] {
  return (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[]).slice(1);
}
