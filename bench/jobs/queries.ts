import { keyset } from '../../src/database/page';
import { sql } from '../../src/database/sql';
import type { Actor, Place, Target } from '../database/targets';
import { organizationId, type Call, type ReadJob } from './job';

const facts = 'id name shortName kind externalReference sortOrder depth version';
const nested = (levels: number): string => (levels === 0 ? facts : `${facts} children { ${nested(levels - 1)} }`);

type Question = Pick<ReadJob, 'name' | 'title' | 'document'> & {
  as: (target: Target) => Actor;
  variables: (target: Target) => Record<string, unknown>;
};

const connections = 8;
const asCounty = (target: Target) => target.countyOrganizer;
const asStreet = (target: Target) => target.streetOrganizer;

const questions: readonly Question[] = [
  {
    name: 'Q1',
    title: 'a street as a nested tree of 8 fields',
    document: `query Q1($id: ID!) { organization(by: { id: $id }) { ${nested(4)} } }`,
    as: asStreet,
    variables: ({ street }) => ({ id: organizationId(street) }),
  },
  {
    name: 'Q1m',
    title: 'a community as a nested tree of 8 fields',
    document: `query Q1m($id: ID!) { organization(by: { id: $id }) { ${nested(3)} } }`,
    as: asStreet,
    variables: ({ community }) => ({ id: organizationId(community) }),
  },
  {
    name: 'Q2',
    title: 'the children of a county, each with how many stand beneath',
    document: 'query Q2($id: ID!) { organization(by: { id: $id }) { children { id name descendantCount } } }',
    as: asCounty,
    variables: ({ county }) => ({ id: organizationId(county) }),
  },
  {
    name: 'Q3',
    title: 'six counts for each street',
    document: `query Q3($id: ID!) { organization(by: { id: $id }) { breakdown(level: "STREET") { rows { organization { id name }
      counts { organizations grids members fullMembers probationaryMembers applicants } } } } }`,
    as: asCounty,
    variables: ({ county }) => ({ id: organizationId(county) }),
  },
  {
    name: 'Q4',
    title: 'what stands above each of 50 organizations',
    document: 'query Q4($ids: [ID!]!) { nodes(ids: $ids) { ... on Organization { id ancestors { id name } } } }',
    as: asCounty,
    variables: ({ nodes }) => ({ ids: nodes.map(organizationId) }),
  },
  members('Q5-county', 'the first 50 members beneath a county', asCounty, ({ county }) => [county]),
  members('Q5-county-deep', '50 members from the middle of a county', asCounty, ({ county, deep }) => [
    county,
    deep.county,
  ]),
  members('Q5-street', 'the first 50 members beneath a street', asStreet, ({ street }) => [street]),
  members('Q5-street-deep', '50 members from the middle of a street', asStreet, ({ street, deep }) => [
    street,
    deep.street,
  ]),
  members('Q5-building', 'the members of a building', asStreet, ({ building }) => [building]),
  {
    name: 'Q6',
    title: 'one organization by its id',
    document: 'query Q6($id: ID!) { node(id: $id) { ... on Organization { id name shortName kind version } } }',
    as: asStreet,
    variables: ({ building }) => ({ id: organizationId(building) }),
  },
  {
    name: 'Q7',
    title: 'where the viewer begins, with the first children',
    document: 'query Q7 { viewer { roots { id name children { id name kind } } } }',
    as: asCounty,
    variables: () => ({}),
  },
];

function members(
  name: string,
  title: string,
  as: Question['as'],
  where: (target: Target) => readonly [string, Place?],
): Question {
  return {
    name,
    title,
    document: `query ${name.replaceAll('-', '_')}($id: ID!, $after: String) { organization(by: { id: $id }) {
      memberships(first: 50, after: $after) { nodes { id status startedOn person { id name } } pageInfo { hasNextPage } } } }`,
    as,
    variables(target) {
      const [id, place] = where(target);
      return { id: organizationId(id), ...(place && { after: cursorOf(id, place) }) };
    },
  };
}

/** The cursor of a place as Sanlou seals it; the others read what it says. */
function cursorOf(root: string, { path, id }: Place): string {
  const column = (name: string, cast: 'text' | 'bigint') => ({ expression: sql``, cast, name });
  const order = { list: `memberships of ${root} `, columns: [column('place', 'text'), column('id', 'bigint')] };
  return keyset(order, { first: 1 })
    .pageOf([])
    .cursorOf({ place: path, id } as never);
}

/** Streets of one county ask the same of it. */
const different = (calls: readonly Call[]) => [...new Map(calls.map((call) => [JSON.stringify(call), call])).values()];

export const queries: readonly ReadJob[] = questions.map(({ as, variables, ...question }) => ({
  ...question,
  kind: 'read',
  connections,
  calls: (targets) => different(targets.map((target) => ({ as: as(target), variables: variables(target) }))),
}));
