/**
 * What is run against every mutant of the access room: the tests that are quick for what they see, in one file, so that the
 * product is loaded once for each mutant.
 */
const suites = [
  ...['./roles', '../schema/refusals', '../schema/contract', './rules', '../features/accounts/reach'],
  ...['./sideways', '../http/authentication', '../http/tenant-header', '../http/api-keys', '../http/oidc'],
  ...['../features/accounts/api-keys/scope', './property'],
];

for (const suite of suites) describe(suite, () => void jest.requireActual(`${suite}.test`));
