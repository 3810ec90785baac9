import type { RootProbe } from './probes';

/** Nodes of types that are seen by different permissions. */
const asked = ['Organization', 'Grant'];

export const explainedProbes: readonly RootProbe[] = [
  ...asked.flatMap((type): RootProbe[] => [
    {
      field: 'Query.explainAccess',
      targets: ['Account', type],
      args: ([who, at]) =>
        `accountId: "${who?.ids.Account}", nodeId: "${at?.ids[type]}", permission: PERSON_WRITE, strictly: true`,
    },
    {
      field: 'Query.whoCan',
      targets: [type],
      args: ([at]) => `nodeId: "${at?.ids[type]}", permission: PERSON_READ, first: 2`,
    },
  ]),
  {
    field: 'Query.accessDiff',
    targets: ['Account'],
    args: ([who]) => `accountId: "${who?.ids.Account}", from: "2020-01-01", to: "2020-02-01", first: 2`,
  },
];
