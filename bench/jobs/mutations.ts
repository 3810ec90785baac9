import { written } from '../database/forget';
import type { Target } from '../database/targets';
import { organizationId, type Call, type WriteJob } from './job';

const assign = (name: string) => `mutation ${name}($rows: [AssignMembershipRow!]!, $key: String!) {
  assignMemberships(input: { rows: $rows, idempotencyKey: $key }) { assigned registered } }`;

/** Goes through the targets in turn; there is nothing to put back. */
const eachNew =
  (callOf: (target: Target, name: string) => Call): WriteJob['begin'] =>
  (targets, label) => {
    let made = 0;
    return {
      next() {
        made += 1;
        return callOf(targets[made % targets.length] as Target, `${written}${label}-${made}`);
      },
      settle: () => [],
    };
  };

const assigning = (size: number) =>
  eachNew(({ integrator, buildingReference }, name) => ({
    as: integrator,
    variables: {
      key: name,
      rows: Array.from({ length: size }, (_, index) => ({
        personExternalReference: `${name}-${index}`,
        personName: '张三',
        organizationExternalReference: buildingReference,
        status: 'FULL',
        startedOn: '2020-07-01',
      })),
    },
  }));

/** Moves a community to another street and back. */
const moving: WriteJob['begin'] = (targets) => {
  const away = new Set<Target>();
  let asked = 0;
  const move = (target: Target): Call => {
    const home = away.delete(target);
    if (!home) away.add(target);
    const newParentId = organizationId(home ? target.street : target.otherStreet);
    return { as: target.countyOrganizer, variables: { id: organizationId(target.moved), newParentId } };
  };
  return {
    next: () => move(targets[Math.floor(asked++ / 2) % targets.length] as Target),
    settle: () => [...away].map(move),
  };
};

export const mutations: readonly WriteJob[] = [
  {
    name: 'M1',
    title: 'an organization is created',
    kind: 'write',
    document: `mutation M1($parentId: ID!, $name: String!) {
      createOrganization(input: { parentId: $parentId, level: "FLOOR_HOUSEHOLD", name: $name, externalReference: $name }) {
        organization { depth version } } }`,
    connections: 1,
    begin: eachNew(({ streetOrganizer, building }, name) => ({
      as: streetOrganizer,
      variables: { parentId: organizationId(building), name },
    })),
  },
  {
    name: 'M2',
    title: 'one person is registered and becomes a member',
    kind: 'write',
    document: assign('M2'),
    connections: 1,
    begin: assigning(1),
  },
  {
    name: 'M2-16',
    title: 'one person is registered and becomes a member, 16 clients at once',
    kind: 'write',
    document: assign('M2_16'),
    connections: 16,
    begin: assigning(1),
  },
  {
    name: 'M3',
    title: 'the largest community of a street moves to another, and back',
    kind: 'write',
    document: `mutation M3($id: ID!, $newParentId: ID!) {
      moveOrganization(input: { id: $id, newParentId: $newParentId }) { organization { id depth } } }`,
    connections: 1,
    begin: moving,
  },
  {
    name: 'M4',
    title: '10,000 people become members, 1,000 a request',
    kind: 'write',
    document: assign('M4'),
    connections: 1,
    requests: 10,
    begin: assigning(1_000),
  },
];
