/** What is run against the mutants of the access room: the tests that are quick for what they see, as paths within test/. */
export const suites: readonly string[] = [
  'access/roles',
  'schema/refusals',
  'schema/contract',
  'access/rules',
  'features/accounts/reach',
  'access/sideways',
  'http/authentication',
  'http/tenant-header',
  'http/api-keys',
  'http/oidc',
  'features/accounts/api-keys/scope',
  'access/property',
];
