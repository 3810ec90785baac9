/** What the jobs ask of Sanlou's schema, for those who answer the same documents. */
export const typeDefs = `
  interface Node { id: ID! }

  type Organization implements Node {
    id: ID!
    name: String!
    shortName: String
    kind: String
    externalReference: String
    sortOrder: Int!
    depth: Int!
    version: Int!
    children: [Organization!]!
    ancestors: [Organization!]!
    descendantCount: Int!
    breakdown(level: String!): Breakdown!
    memberships(first: Int!, after: String): MembershipConnection!
  }

  type Breakdown { rows: [BreakdownRow!]! }
  type BreakdownRow { organization: Organization!, counts: Counts! }
  type Counts {
    organizations: Int!
    grids: Int!
    members: Int!
    fullMembers: Int!
    probationaryMembers: Int!
    applicants: Int!
  }

  type MembershipConnection { nodes: [Membership!]!, pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Membership { id: ID!, status: MembershipStatus!, startedOn: String!, person: Person! }
  type Person { id: ID!, name: String! }
  type Viewer { roots: [Organization!]! }

  input OrganizationBy { id: ID! }

  type Query {
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    organization(by: OrganizationBy!): Organization
    viewer: Viewer!
  }

  enum MembershipStatus { APPLICANT ACTIVIST DEVELOPMENT_TARGET PROBATIONARY FULL }

  input CreateOrganizationInput { parentId: ID!, level: String!, name: String!, externalReference: String }
  input MoveOrganizationInput { id: ID!, newParentId: ID! }
  input AssignMembershipRow {
    personExternalReference: String!
    personName: String!
    organizationExternalReference: String!
    status: MembershipStatus!
    startedOn: String!
  }
  input AssignMembershipsInput { rows: [AssignMembershipRow!]!, idempotencyKey: String! }
  type OrganizationPayload { organization: Organization }
  type AssignMembershipsPayload { assigned: Int!, registered: Int! }

  type Mutation {
    createOrganization(input: CreateOrganizationInput!): OrganizationPayload!
    moveOrganization(input: MoveOrganizationInput!): OrganizationPayload!
    assignMemberships(input: AssignMembershipsInput!): AssignMembershipsPayload!
  }
`;
