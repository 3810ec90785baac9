const membership = `membership {
  id status statusSince startedOn endedOn endReason externalReference version
  person { id } organization { id }
}`;
const userErrors = 'userErrors { field code message }';

export const assign = `mutation ($input: AssignMembershipInput!) {
  assignMembership(input: $input) { ${membership} ${userErrors} }
}`;
export const reassign = `mutation ($input: ReassignMembershipInput!) {
  reassignMembership(input: $input) {
    ${membership} ${userErrors}
    endedMembership { id status startedOn endedOn endReason externalReference version organization { id } }
  }
}`;
export const changeStatus = `mutation ($input: ChangeMembershipStatusInput!) {
  changeMembershipStatus(input: $input) { ${membership} ${userErrors} }
}`;
export const end = `mutation ($input: EndMembershipInput!) {
  endMembership(input: $input) { ${membership} ${userErrors} }
}`;
export const assignAll = `mutation ($input: AssignMembershipsInput!) {
  assignMemberships(input: $input) {
    assigned unchanged failed registered
    impact { organizations members grantsGained grantsLost }
    results {
      index
      membership { id status startedOn endedOn externalReference person { name externalReference } organization { externalReference } }
      ${userErrors}
    }
    ${userErrors}
  }
}`;

export interface Fault {
  field: string[];
  code: string;
  message: string;
}

/** The payload of a mutation that was refused by one fault. */
export function refusedBy(code: string, field: string, message: string) {
  return { membership: null, userErrors: [{ code, field: ['input', field], message }] };
}

export interface RosterPayload {
  assigned: number;
  unchanged: number;
  failed: number;
  registered: number;
  impact: object | null;
  results: { index: number; membership: Record<string, unknown> | null; userErrors: Fault[] }[];
  userErrors: Fault[];
}
