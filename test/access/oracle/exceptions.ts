/** Where a text gives a new record its key, or names a row of the same input: it names nothing that exists. */
export const namesNothing = new Set([
  'AssignMembershipInput.externalReference',
  'AssignMembershipRow.externalReference',
  ...[
    ...['CalledInput', 'SplitPartInput', 'CreateActInput', 'RenameActInput', 'SplitActPartInput'],
    ...['RenameOrganizationInput', 'CreateOrganizationInput', 'UpdateOrganizationInput'],
  ].flatMap((type) => [`${type}.areaCode`, `${type}.externalReference`]),
  'ImportOrganizationRow.areaCode',
  'ImportOrganizationRow.code',
  'ImportOrganizationRow.parentCode',
  'ImportAnswerInput.code',
  'InviteAccountInput.subject',
  ...['externalReference', 'phone', 'identityNumber'].flatMap((name) => [
    `RegisterPersonInput.${name}`,
    `UpdatePersonInput.${name}`,
  ]),
]);

/** What input fields need beyond what their type and name tell, so that the operation gets as far as the name. */
export const needed: Readonly<Record<string, string>> = {
  'ImportOrganizationRow.code': '"new"',
  'ImportOrganizationRow.parentCode': '"own"',
  'ImportAnswerInput.code': '"new"',
};
