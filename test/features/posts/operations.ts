const post = `post {
  id kind title minimumHolders maximumHolders termMonths isVacant abolishedOn version
  organization { id } grid { id } appointments { id }
}`;
const appointment = `appointment {
  id startedOn endedOn how termEndsOn version post { id } person { id }
}`;
const userErrors = 'userErrors { field code message }';

export const create = `mutation ($input: CreatePostInput!) { createPost(input: $input) { ${post} ${userErrors} } }`;
export const abolish = `mutation ($input: AbolishPostInput!) { abolishPost(input: $input) { ${post} ${userErrors} } }`;
export const appoint = `mutation ($input: AppointInput!) { appoint(input: $input) { ${appointment} ${userErrors} } }`;
export const end = `mutation ($input: EndAppointmentInput!) {
  endAppointment(input: $input) { ${appointment} ${userErrors} }
}`;

/** The payload of a mutation that was refused by one fault. */
export function refusedBy(node: 'post' | 'appointment', code: string, field: string, message: string) {
  return { [node]: null, userErrors: [{ code, field: ['input', field], message }] };
}
