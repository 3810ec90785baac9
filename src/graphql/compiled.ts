import {
  getNamedType,
  GraphQLError,
  isInputObjectType,
  isNonNullType,
  Kind,
  typeFromAST,
  visit,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type GraphQLType,
  type SelectionSetNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import type { Engine, Runnable } from './engine';

/**
 * Runs operations as code made for them, which answers what graphql-js does in a fraction of its time. A document is
 * compiled when it is run a second time: that costs what dozens of runs of a small one do, and most of what a stranger can
 * send comes once. Whatever cannot be compiled runs as it comes.
 */
export class CompiledOperations implements Engine {
  /** The documents that ran once; parsed ones are kept by Apollo, and forgotten with it. */
  private readonly known = new WeakSet<DocumentNode>();
  private readonly compiled = new LRUCache<DocumentNode, CompiledQuery>({ max: 500 });

  constructor(private readonly schema: GraphQLSchema) {}

  async run({ document, rootValue, contextValue, variableValues }: Runnable): Promise<ExecutionResult | undefined> {
    const operation = this.compiled.get(document) ?? this.compile(document);
    if (!operation) return undefined;
    return located((await operation.query(rootValue, contextValue, variableValues)) as ExecutionResult, document);
  }

  private compile(document: DocumentNode): CompiledQuery | undefined {
    if (!this.known.has(document)) {
      this.known.add(document);
      return undefined;
    }
    const compiled = isCompilable(this.schema, document) && compileQuery(this.schema, document);
    if (!compiled || !isCompiledQuery(compiled)) return undefined;
    this.compiled.set(document, compiled);
    return compiled;
  }
}

function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  let operations = 0;
  let isSafe = true;
  visit(document, {
    [Kind.OPERATION_DEFINITION]: () => void operations++,
    // The compiler keeps answers in plain objects, where a field of this name would be lost.
    [Kind.FIELD]: ({ alias }) => void (isSafe &&= alias?.value !== '__proto__'),
    [Kind.VARIABLE_DEFINITION]: ({ type }) => void (isSafe &&= !requiresWhatHasDefault(typeFromAST(schema, type))),
  });
  return operations === 1 && isSafe && fieldsOf(document) <= mostFields;
}

/** The compiler writes code for each field as often as fragments are spread: a short document could keep it busy for hours. */
const mostFields = 5_000;

/** How many fields a document has when all fragments stand where they are spread. */
function fieldsOf({ definitions }: DocumentNode): number {
  const fragments = new Map(
    definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  );
  const counted = new Map<string, number>();
  const inFragment = (name: string): number => {
    const known = counted.get(name) ?? count(fragments.get(name));
    counted.set(name, known);
    return known;
  };
  const count = (selectionSet: SelectionSetNode | undefined): number =>
    (selectionSet?.selections ?? []).reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + inFragment(selection.name.value);
      return sum + (selection.kind === Kind.FIELD ? 1 : 0) + count(selection.selectionSet);
    }, 0);
  return definitions.reduce(
    (sum, each) => sum + (each.kind === Kind.OPERATION_DEFINITION ? count(each.selectionSet) : 0),
    0,
  );
}

/** The compiler asks for a field of such a variable also where it has a default. */
function requiresWhatHasDefault(declared: GraphQLType | undefined, seen = new Set<GraphQLType>()): boolean {
  const type = getNamedType(declared);
  if (!isInputObjectType(type) || seen.has(type)) return false;
  seen.add(type);
  return Object.values(type.getFields()).some(
    (field) =>
      (isNonNullType(field.type) && field.defaultValue !== undefined) || requiresWhatHasDefault(field.type, seen),
  );
}

/** The answer with its errors as graphql-js makes them. */
function located({ errors, data, ...rest }: ExecutionResult, document: DocumentNode): ExecutionResult {
  if (!errors?.length) return { ...rest, data };
  return { errors: onePerNull(errors, data).map((error) => asExecuted(error, document)), ...rest, data };
}

/** Where several fields failed and took one object with them, the first of them is told: one error for each null. */
function onePerNull(errors: readonly GraphQLError[], data: unknown): GraphQLError[] {
  const told = new Map<string, GraphQLError>();
  for (const error of errors) {
    const place = placeOfNull(error.path ?? [], data).join();
    if (!told.has(place)) told.set(place, error);
  }
  return [...told.values()];
}

/** As much of the path as there is in the answer. */
function placeOfNull(path: GraphQLError['path'] & object, data: unknown): (string | number)[] {
  const depth = path.findIndex((_key, index) => at(data, path.slice(0, index)) == null);
  return path.slice(0, depth < 0 ? path.length : depth);
}

function at(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((value: unknown, key) => (value as Record<string | number, unknown> | null)?.[key], data);
}

function asExecuted({ message, path, locations, originalError }: GraphQLError, { loc }: DocumentNode): GraphQLError {
  const lines = loc && lineStarts(loc.source.body);
  const positions = lines && locations?.map(({ line, column }) => (lines[line - 1] ?? 0) + column - 1);
  const place = { source: loc?.source, positions, path };
  // What is wrong with an argument is the caller's fault; a result that does not fit the schema is ours.
  if (originalError || message.startsWith('Argument "')) return new GraphQLError(message, { ...place, originalError });
  return new GraphQLError(message, { ...place, originalError: new GraphQLError(message) });
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|[\n\r]/g)].map((end) => end.index + end[0].length)];
}
