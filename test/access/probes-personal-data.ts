import type { Naming } from './namings';
import type { RootProbe } from './probes';

const errors = '{ userErrors { field message code } }';
const byPerson = (mutation: string, input: string) => (name: string) =>
  `mutation { ${mutation}(input: { personId: "${name}", ${input} }) ${errors} }`;

/** With a blank purpose, or reason: nothing is handed out, nothing taken away. */
export const personalDataProbes: readonly RootProbe[] = [
  ['exportPersonalData', 'purpose: " "'] as const,
  ['anonymizePerson', 'reason: " "'] as const,
].map(([name, input]) => ({
  field: `Mutation.${name}`,
  targets: ['Person'],
  says: ['INVALID'],
  args: ([at]) => `input: { personId: "${at?.ids.Person}", ${input} }`,
}));

type ById = (field: string, type: string, ask: Naming['ask']) => Naming;
type ByKey = (field: string, nameOf: Naming['nameOf'], absent: string, ask: Naming['ask']) => Naming;

export const personalDataNamings = (byId: ById, byKey: ByKey): readonly Naming[] => [
  byId('ExportPersonalDataInput.personId', 'Person', byPerson('exportPersonalData', 'purpose: " "')),
  byId('AnonymizePersonInput.personId', 'Person', byPerson('anonymizePerson', 'reason: " "')),
  byKey(
    'PersonBy.phone',
    ({ phone }) => phone,
    '13999999999',
    (name) => `{ person(by: { phone: "${name}" }) { id } }`,
  ),
  byKey(
    'PersonBy.identityNumber',
    ({ identityNumber }) => identityNumber,
    '110105194912310062',
    (name) => `{ person(by: { identityNumber: "${name}" }) { id } }`,
  ),
];
