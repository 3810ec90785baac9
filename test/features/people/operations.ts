const person = 'person { id name pinyin externalReference version }';
const userErrors = 'userErrors { field code message }';

export const register = `mutation ($input: RegisterPersonInput!) { registerPerson(input: $input) { ${person} ${userErrors} } }`;
export const update = `mutation ($input: UpdatePersonInput!) { updatePerson(input: $input) { ${person} ${userErrors} } }`;
export const secrets = `query ($id: ID!) { person(by: { id: $id }) { id name phone identityNumber } }`;

/** The payload of a mutation that was refused by one fault. */
export function refusedBy(code: string, field: string, message: string) {
  return { person: null, userErrors: [{ code, field: ['input', field], message }] };
}

/** Numbers whose check characters are right: of the standard's example, and one that ends in X. */
export const identityNumbers = ['11010519491231002X', '440524188001010014'];
