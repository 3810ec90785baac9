import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { Unfit, type Selections } from './selected';
import { membershipShape, organizationShape, personShape } from './shapes';

/** What may be selected at a place of an answer: what stands beneath each field, and with which arguments. */
type Place = Readonly<Record<string, Beneath>>;
export interface Beneath {
  type?: string;
  place?: string;
  args?: readonly string[];
}

const leaf: Beneath = {};
const leaves = (...names: string[]): Place => Object.fromEntries(names.map((name) => [name, leaf]));
const paging = ['first', 'after', 'last', 'before'];

const level: Beneath = { type: 'OrganizationLevel', place: 'level' };
const counts: Beneath = { type: 'Counts', place: 'counts' };
const organization = { ...leaves(...Object.keys(organizationShape.fields)), level };
const person: Beneath = { type: 'Person', place: 'person' };

function connection(of: string, place: string): Record<string, Place> {
  const item = { type: of, place };
  return {
    [`${of}Connection`]: {
      ...leaves('totalCount'),
      nodes: item,
      edges: { type: `${of}Edge`, place: `${of}Edge` },
      pageInfo: { type: 'PageInfo', place: 'pageInfo' },
    },
    [`${of}Edge`]: { ...leaves('cursor'), node: item },
  };
}

const page = (of: string, ...args: string[]): Beneath => ({
  type: `${of}Connection`,
  place: `${of}Connection`,
  args: [...paging, ...args],
});

export const places: Readonly<Record<string, Place>> = {
  query: {
    organization: { type: 'Organization', place: 'found', args: ['by'] },
    node: { type: 'Organization', place: 'found', args: ['id'] },
    nodes: { type: 'Organization', place: 'found', args: ['ids'] },
    viewer: { type: 'Viewer', place: 'viewer' },
  },
  viewer: { ...leaves('name'), roots: { type: 'Organization', place: 'found' } },
  /** An organization that a resolver has found. */
  found: {
    ...organization,
    ...leaves('descendantCount'),
    counts,
    children: { type: 'Organization', place: 'tree' },
    ancestors: { type: 'Organization', place: 'written' },
    descendants: page('Organization', 'maxDepth', 'level', 'kind', 'search'),
    memberships: page('Membership', 'reach', 'status'),
    breakdown: { type: 'Breakdown', place: 'breakdown', args: ['level', 'kind'] },
  },
  /** Organizations that a statement writes. */
  written: organization,
  tree: { ...organization, ...leaves('descendantCount'), counts, children: { type: 'Organization', place: 'tree' } },
  level: leaves('rank', 'code', 'name'),
  counts: leaves('organizations', 'grids', 'members', 'fullMembers', 'probationaryMembers', 'applicants'),
  breakdown: { rows: { type: 'BreakdownRow', place: 'row' }, elsewhere: counts, total: counts },
  row: { organization: { type: 'Organization', place: 'found' }, counts },
  membership: { ...leaves(...Object.keys(membershipShape.fields)), person },
  person: leaves(...Object.keys(personShape.fields)),
  pageInfo: leaves('hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'),
  ...connection('Organization', 'written'),
  ...connection('Membership', 'membership'),
};

/** Fragments within fragments can make more fields of a document than anybody has written. */
const mostFields = 2_000;

/** Refuses an operation that selects anything else than what is written here. */
export function checkFits(document: DocumentNode, operation: OperationDefinitionNode, selections: Selections): void {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length > 1 || operation.operation !== 'query' || operation.directives?.length) throw new Unfit();
  check(operation.selectionSet, { type: 'Query', place: 'query' }, { selections, left: mostFields });
}

interface Checking {
  selections: Selections;
  /** How many fields may still be looked at. */
  left: number;
}

function check(selectionSet: SelectionSetNode | undefined, { type = '', place }: Beneath, checking: Checking): void {
  const allowed = places[place ?? ''];
  if (!allowed) return;
  const fields = checking.selections.fields(selectionSet, type);
  checking.left -= fields.length;
  if (checking.left < 0) throw new Unfit();
  // One level beneath is all that a level of a tree can hold.
  if (fields.filter(({ name }) => name === 'children').length > 1) throw new Unfit();
  for (const { name, node } of fields) {
    if (name === '__typename') continue;
    const beneath = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (!beneath || node.arguments?.some((argument) => !beneath.args?.includes(argument.name.value))) throw new Unfit();
    check(node.selectionSet, beneath, checking);
  }
}
