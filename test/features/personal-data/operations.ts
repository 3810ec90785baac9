const userErrors = 'userErrors { field code message }';

export const exportData = `mutation ($input: ExportPersonalDataInput!) { exportPersonalData(input: $input) { document ${userErrors} } }`;
export const anonymize = `mutation ($input: AnonymizePersonInput!) { anonymizePerson(input: $input) {
  person { id name pinyin externalReference version anonymizedAt phoneMasked identityNumberMasked } ${userErrors} } }`;
