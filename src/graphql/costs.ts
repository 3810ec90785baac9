import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { CostBounds } from './cost';
import { costOf } from './cost-walk';

/**
 * What operations cost, walked once for each of the bounds where their variables do not bear on it, and at each run where
 * they do, as the size of a page or a directive does.
 */
export class Costs {
  private readonly kept = new WeakMap<OperationDefinitionNode, WeakMap<CostBounds, number>>();
  private readonly varying = new WeakSet<OperationDefinitionNode>();
  private readonly looks = new WeakMap<DocumentNode, number>();

  constructor(private readonly schema: GraphQLSchema) {}

  of(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Record<string, unknown>,
    bounds: CostBounds,
  ): number {
    const walk = (given: Record<string, unknown>) => costOf(this.schema, document, operation, given, bounds);
    if (this.varying.has(operation)) return walk(variables);
    const kept = this.kept.get(operation) ?? new WeakMap<CostBounds, number>();
    this.kept.set(operation, kept);
    const known = kept.get(bounds);
    if (known !== undefined) return known;
    const watched = watch(variables);
    const cost = walk(watched.variables);
    if (watched.areRead()) this.varying.add(operation);
    else kept.set(bounds, cost);
    return cost;
  }

  /** What is spent beside, where the document looks at the schema. */
  ofLook(document: DocumentNode): number {
    const known = this.looks.get(document);
    if (known !== undefined) return known;
    const cost = /\b__(schema|type)\b/.test(document.loc?.source.body ?? '') ? costOfLook : 0;
    this.looks.set(document, cost);
    return cost;
  }
}

/** What a look at the schema costs; it builds no objects of anyone's, so the limit does not know it. */
const costOfLook = 1_000;

/** The variables, and whether anyone has looked at them since. */
function watch(variables: Record<string, unknown>): { variables: Record<string, unknown>; areRead: () => boolean } {
  let read = false;
  const see =
    <Arguments extends unknown[], Found>(look: (...given: Arguments) => Found) =>
    (...given: Arguments): Found => {
      read = true;
      return look(...given);
    };
  const { get, has, ownKeys, getOwnPropertyDescriptor } = Reflect;
  const handler: ProxyHandler<Record<string, unknown>> = {
    get: see(get),
    has: see(has),
    ownKeys: see(ownKeys),
    getOwnPropertyDescriptor: see(getOwnPropertyDescriptor),
  };
  return { variables: new Proxy(variables, handler), areRead: () => read };
}
