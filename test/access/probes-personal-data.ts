import type { RootProbe } from './probes';

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
