import {
  defaultFieldResolver,
  Kind,
  locatedError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { databaseFault } from '../../database/fault';
import { AppError } from '../../errors';
import type { ReadContext } from '../../graphql/context';
import type { Engine, Runnable } from '../../graphql/engine';
import { parseGlobalId } from '../../graphql/ids';
import { RawJson } from '../../graphql/raw-json';
import { selectingBeside } from '../organizations/beside';
import { Organization } from '../organizations/organization.entity';
import type { OrganizationBy } from '../organizations/organization.inputs';
import { columnsBeside, type Sought } from './beside';
import { checkFits } from './fit';
import { organizationTexts } from './organizations';
import { FailedField, Selections, Unfit, type Selected } from './selected';
import { argumentsOf, type Writing } from './writing';

// What most screens ask, written as JSON by PostgreSQL: the tree, pages, breadcrumbs and counts of organizations. The text
// goes into the answer as it came. Everything that decides is the schema's own: the fields at the root are resolved by the
// resolvers behind their access rules, which find the organizations; beneath an organization only fields without a question
// of their own are written, from the same pieces of SQL that their resolvers use. Whatever is not written here, or fails,
// is Unfit: then the operation runs as others do in the same snapshot, so that every error is told by one engine only.
// The whole folder is used in one line of src/app.ts.

/** Fields at the root that answer one node, or null. */
const single = new Set(['organization', 'node']);

/** Runs operations of one schema by what is written here. */
export class FastPath implements Engine {
  private readonly selectionsOf = new WeakMap<DocumentNode, Selections | 'unfit'>();
  private readonly organizationType: GraphQLObjectType;

  constructor(private readonly schema: GraphQLSchema) {
    this.organizationType = schema.getType('Organization') as GraphQLObjectType;
  }

  /** The data as text; undefined where the operation is to run as others do. */
  async run(asked: Runnable): Promise<ExecutionResult | undefined> {
    const selections = this.fitting(asked);
    const { operation, coerced: variables, contextValue: ctx } = asked;
    if (!selections || !ctx.actor) return undefined;
    const { schema, organizationType } = this;
    try {
      const data = await queryText({
        ...{ schema, operation, selections, organizationType, variables },
        ctx: ctx as ReadContext,
      });
      return { data: new RawJson(data) as unknown as Record<string, unknown> };
    } catch (error) {
      if (asked.contextValue.isDisproved) throw error;
      return error instanceof Unfit || error instanceof AppError ? undefined : this.tell(error, asked);
    }
  }

  /**
   * A statement has failed, which has spoiled its snapshot. Where one organization was asked for, the answer says so at the
   * field: nothing beneath may be null, so it is null itself. Anything else runs anew in another snapshot, as others do; but
   * what took too long is not tried in another way.
   */
  private async tell(error: unknown, { operation, contextValue }: Runnable): Promise<ExecutionResult | undefined> {
    const reason = error instanceof FailedField ? error.cause : error;
    if (databaseFault(reason) === 'stopped') throw reason;
    const [selected, ...others] = operation.selectionSet.selections;
    const isOne = others.length === 0 && selected?.kind === Kind.FIELD && single.has(selected.name.value);
    if (isOne && error instanceof FailedField) {
      const key = (selected.alias ?? selected.name).value;
      const { field, cause } = error;
      return { data: { [key]: null }, errors: [locatedError(cause, [field.node], [key, field.key])] };
    }
    await contextValue.end().catch(() => undefined);
    return undefined;
  }

  private fitting({ document, operation }: Runnable): Selections | undefined {
    let selections = this.selectionsOf.get(document);
    if (!selections) {
      selections = new Selections(this.schema, document);
      try {
        checkFits(document, operation, selections);
      } catch (error) {
        if (!(error instanceof Unfit)) throw error;
        selections = 'unfit';
      }
      this.selectionsOf.set(document, selections);
    }
    return selections === 'unfit' ? undefined : selections;
  }
}

interface Run extends Writing {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
}

async function queryText(run: Run): Promise<string> {
  const { selections, operation, schema } = run;
  const type = queryType(schema);
  const fields = selections.fields(operation.selectionSet, type.name);
  const isAlone = fields.filter(({ name }) => name !== '__typename').length === 1;
  const entries = fields.map(async (field) => {
    if (field.name === '__typename') return `"${field.key}":"${type.name}"`;
    const find = () => resolve(run, type, field, undefined);
    const text =
      field.name === 'viewer' ? viewerText(run, await find(), field, isAlone) : foundText(run, find, field, isAlone);
    return `"${field.key}":${await text}`;
  });
  return `{${(await Promise.all(entries)).join()}}`;
}

async function viewerText(run: Run, viewer: unknown, { node }: Selected, isAlone: boolean): Promise<string> {
  const type = run.schema.getType('Viewer') as GraphQLObjectType;
  const fields = run.selections.fields(node.selectionSet, type.name);
  const isOnce = isAlone && fields.filter(({ name }) => name === 'roots').length === 1;
  const entries = fields.map(async (field) => {
    if (field.name === '__typename') return `"${field.key}":"${type.name}"`;
    const read = () => resolve(run, type, field, viewer);
    const text = field.name === 'roots' ? foundText(run, read, field, isOnce) : JSON.stringify(await read());
    return `"${field.key}":${await text}`;
  });
  return `{${(await Promise.all(entries)).join()}}`;
}

/**
 * What a resolver finds: an organization, or a list of some, null in the place of what there is not. `isAlone`: nothing else
 * is found at the same time.
 */
async function foundText(run: Run, find: () => Promise<unknown>, field: Selected, isAlone: boolean): Promise<string> {
  const fields = run.selections.fields(field.node.selectionSet, 'Organization');
  const beside = () => columnsBeside(run, fields, soughtBy(run, field));
  const found = isAlone ? await selectingBeside(run.ctx, beside(), find) : await find();
  const list = Array.isArray(found) ? (found as unknown[]) : [found];
  const organizations = list.filter((each) => each != null);
  if (!organizations.every((each) => each instanceof Organization)) throw new Unfit('A node of another type.');
  const texts = await organizationTexts(run, organizations, fields);
  const inPlace = list.map((each) => (each == null ? 'null' : (texts.shift() as string)));
  return Array.isArray(found) ? `[${inPlace.join()}]` : (inPlace[0] as string);
}

/** What is known of the organizations before they are found. */
function soughtBy({ schema, variables, ctx }: Run, field: Selected): Sought {
  if (field.name === 'roots') {
    const roots = ctx.actor.rootsFor('organization:read');
    return { isOne: roots.length === 1, id: () => roots[0] };
  }
  const id = () => {
    const { id, by } = argumentsOf<{ id?: string; by?: OrganizationBy }>(queryType(schema), field, variables);
    return parseGlobalId(id ?? by?.id ?? '')?.id;
  };
  return { isOne: single.has(field.name), id };
}

const queryType = (schema: GraphQLSchema) => schema.getQueryType() as GraphQLObjectType;

/** Resolves a field by its own resolver, behind its rule. */
async function resolve(run: Run, type: GraphQLObjectType, selected: Selected, parent: unknown) {
  const { name, key, node } = selected;
  const { schema, selections, operation, variables, ctx } = run;
  const field = type.getFields()[name];
  if (!field) throw new Unfit(`There is no field ${name}.`);
  const info: GraphQLResolveInfo = {
    fieldName: name,
    fieldNodes: [node],
    returnType: field.type,
    parentType: type,
    path: { prev: undefined, key, typename: type.name },
    schema,
    fragments: selections.fragments,
    rootValue: undefined,
    operation,
    variableValues: variables,
  };
  const args = argumentsOf<Record<string, unknown>>(type, selected, variables);
  const found: unknown = await (field.resolve ?? defaultFieldResolver)(parent, args, ctx, info);
  if (found instanceof Error) throw found;
  return found;
}
