import type { Naming } from './namings';
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

function byId(field: string, type: string, others: readonly string[], ask: Naming['ask']): Naming {
  return {
    field,
    ask,
    nameOf: ({ ids }) => ids[type] ?? '',
    absent: `gid://sanlou/${type}/999999999`,
    impossible: [...others, `gid://sanlou/${type}/0`, `gid://sanlou/${type}/1 `, '1', ''],
  };
}

const wrongType = ['gid://sanlou/Organization/1'];
const explain = (account: string, node: string) =>
  `{ explainAccess(accountId: "${account}", nodeId: "${node}", permission: PERSON_READ) { isAllowed } }`;

export const explainedNamings: readonly Naming[] = [
  byId('Query.explainAccess.accountId', 'Account', wrongType, (name, { ids }) => explain(name, ids.Person ?? '')),
  byId(
    'Query.accessDiff.accountId',
    'Account',
    wrongType,
    (name) => `{ accessDiff(accountId: "${name}", from: "2020-01-01", to: "2020-02-01", first: 1) { isComplete } }`,
  ),
  ...asked.flatMap((type) => [
    byId('Query.explainAccess.nodeId', type, [], (name, { ids }) => explain(ids.Account ?? '', name)),
    byId(
      'Query.whoCan.nodeId',
      type,
      [],
      (name) => `{ whoCan(nodeId: "${name}", permission: PERSON_READ, first: 1) { pageInfo { hasNextPage } } }`,
    ),
  ]),
];
