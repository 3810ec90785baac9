import {
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { AppError } from '../errors';
import type { Log } from '../log';
import { boundsOf } from './bounds';
import type { ReadContext } from './context';
import { noBounds, type CostBounds } from './cost';
import { dependsOnBounds } from './cost-walk';
import { Costs } from './costs';
import { runBy, type Engine } from './engine';
import { ExpectedStatements } from './expected-statements';
import { toClientError, toRefusal } from './format-error';
import { limits } from './limits';
import type { Operation } from './operation';
import { witnessTemporaryAccess } from './temporary-access';

/** A validated operation that is ready to run. */
export interface Request {
  document: DocumentNode;
  /** None when the document has no operation of that name, or several and no name was given. */
  operation: OperationDefinitionNode | undefined;
  operationName: string | null | undefined;
  variables: Record<string, unknown> | undefined;
}

/** One that has an operation, with its variables as this declares them, and the event that a subscription is run for. */
interface Asked extends Request {
  operation: OperationDefinitionNode;
  coerced: Record<string, unknown>;
  event: unknown;
}

type Outcome = { result: ExecutionResult; requested: number } | { error: unknown };

/** Runs the operations of one schema. */
export class Executor {
  private readonly expected = new ExpectedStatements();
  private readonly costs: Costs;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly engines: readonly Engine[],
    private readonly log: Log,
  ) {
    this.costs = new Costs(schema);
  }

  /**
   * Runs one operation: its variables, its snapshot, its cost, its fields; the snapshot is given back without delaying the
   * answer. A subscription is run once for each event, which is its root. A query runs on what is presumed of it, and where
   * that proves wrong once more without.
   */
  async run(request: Request, context: Operation, event?: unknown): Promise<ExecutionResult> {
    const { operation } = request;
    if (!operation) return { errors: [unresolved()] };
    if (operation.operation === 'subscription' && event === undefined) return { errors: [elsewhere()] };
    const { coerced, errors } = this.coerce(request, operation);
    if (errors) return { errors };
    const asked: Asked = { ...request, operation, coerced, event };
    if (operation.operation === 'query' && readsData(operation)) context.presume(this.expected.of(operation));
    try {
      const outcome = await this.outcome(asked, context);
      if (await this.proves(asked, context)) return await this.answer(asked, context, outcome);
      // It has waited as long as anybody does. Nothing was read, so it does not matter who is told.
      const error = context.presumed?.session.unopened;
      if (error !== undefined) return await this.answer(asked, context, { error });
    } finally {
      this.close(context);
    }
    const again = context.anew();
    try {
      const outcome = await this.outcome(asked, again);
      this.expected.learn(operation, await again.statements());
      return await this.answer(asked, again, outcome);
    } finally {
      this.close(again);
    }
  }

  /** What comes of the operation, before anyone is told. */
  private async outcome(asked: Asked, context: Operation): Promise<Outcome> {
    const { schema } = this;
    const { document, operation, coerced } = asked;
    try {
      if (operation.operation !== 'mutation' && readsData(operation)) await context.open();
      const requested = await this.checkCost({ document, operation }, coerced, context);
      await context.spend(requested + this.costs.ofLook(document));
      const result = await runBy(this.engines, {
        ...{ schema, document, operation, coerced, operationName: asked.operationName },
        ...{ rootValue: asked.event, variableValues: asked.variables, contextValue: context },
      });
      return { result, requested };
    } catch (error) {
      return { error };
    }
  }

  /** Whether the operation ran on the truth; what it took is expected of the next. */
  private async proves({ operation }: Asked, context: Operation): Promise<boolean> {
    const holds = await context.holds();
    const { session } = context.presumed ?? {};
    if (session?.isOverrun) this.expected.overrun(operation);
    else if (session && holds) this.expected.learn(operation, session.statements);
    return holds;
  }

  /** What is told of it, once what it read under witness is on record. */
  private async answer(asked: Asked, context: Operation, outcome: Outcome): Promise<ExecutionResult> {
    const { log } = this;
    try {
      if ('error' in outcome) throw outcome.error;
      const { result, requested } = outcome;
      if (readsData(asked.operation)) witnessTemporaryAccess(context, asked, result);
      await context.recordReads();
      return {
        ...result,
        ...(result.errors && { errors: result.errors.map((error) => toClientError(error, context, log)) }),
        extensions: { cost: { requested, limit: limits.cost, remaining: limits.cost - requested } },
      };
    } catch (error) {
      return { errors: [toRefusal(error, context, log)] };
    }
  }

  private close(context: Operation): void {
    void context.close().catch((error: unknown) => this.log.error({ error }, 'A snapshot could not be given back.'));
  }

  /** The variables as the operation declares them, or what is wrong with them. */
  coerce({ variables }: Request, { variableDefinitions }: OperationDefinitionNode) {
    const { coerced, errors } = getVariableValues(this.schema, variableDefinitions ?? [], variables ?? {}, {
      maxErrors: 10,
    });
    return { coerced: coerced ?? {}, errors: errors?.map((error) => asBadInput(error)) };
  }

  /** Refuses what could make the server build too much; answers what it could. */
  async checkCost(
    { document, operation }: { document: DocumentNode; operation: OperationDefinitionNode },
    variables: Record<string, unknown>,
    context: Operation,
  ): Promise<number> {
    const cost = (bounds: CostBounds) => this.costs.of(document, operation, variables, bounds);
    const least = cost(noBounds);
    refuseBeyond(least);
    if (!dependsOnBounds(cost)) return least;
    // A query has opened its snapshot by now; what a mutation selects of its payload is bounded by the same figures.
    await context.open();
    if (!context.actor) return least;
    const requested = cost(await boundsOf(context as Operation & ReadContext, this.schema));
    refuseBeyond(requested);
    return requested;
  }
}

/** Introspection alone needs neither a tenant nor a connection. */
function readsData({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.some(
    (selection) => selection.kind !== 'Field' || !selection.name.value.startsWith('__'),
  );
}

function refuseBeyond(requested: number): void {
  if (requested <= limits.cost) return;
  throw new AppError(
    'QUERY_TOO_EXPENSIVE',
    {
      en: `This operation could build ${requested} objects; the limit is ${limits.cost}. Ask for smaller pages or fewer levels.`,
      zh: `此操作最多可能生成 ${requested} 个对象，上限为 ${limits.cost}。请缩小分页或减少层级。`,
    },
    { cost: { requested, limit: limits.cost } },
  );
}

function unresolved(): GraphQLError {
  return new GraphQLError('The document has no operation of that name, or several and no operationName was given.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function elsewhere(): GraphQLError {
  return new GraphQLError('Subscriptions are answered at /graphql/stream, as server-sent events.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function asBadInput(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: 'BAD_USER_INPUT' } });
}
