import { createSourceEventStream, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { Principal } from '../../access/authenticate';
import type { Database } from '../../database/session';
import type { Log } from '../../log';
import type { Locale } from '../../messages';
import type { Executor, Request } from '../executor';
import { toClientError } from '../format-error';
import { Operation } from '../operation';
import { EventQueue } from './event-queue';

/** Who opened a stream, and how to find out anew, before each event, who that is. */
export interface StreamCaller {
  locale: Locale;
  requestId: string;
  /** Equal for all streams that were opened with the same credentials. */
  credentials: string;
  authenticate: () => Promise<Principal | undefined>;
}

export interface StreamDependencies {
  schema: GraphQLSchema;
  executor: Executor;
  database: Database;
  now: () => Date;
  log: Log;
  /** Whether errors may tell names of the schema that were not asked for. */
  introspection: boolean;
}

/** One subscription that somebody follows. Nothing of it outlasts a question: who he is and what he may is asked for each event anew. */
export class Stream {
  private source: AsyncIterator<unknown> | undefined;
  private refusal: ExecutionResult | undefined;
  private isOver = false;

  constructor(
    private readonly dependencies: StreamDependencies,
    private readonly request: Request,
    readonly caller: StreamCaller,
    private readonly onEnd: () => void,
  ) {}

  /** Begins to follow; answers the refusal when the rule, the variables or the cost do not let it. */
  async begin(operation: Operation): Promise<ExecutionResult | undefined> {
    const { executor } = this.dependencies;
    const { document, operation: node } = this.request;
    if (!node) throw new Error('A stream without an operation.');
    const { coerced, errors } = executor.coerce(this.request, node);
    if (errors) return { errors };
    const source = await this.ask(operation, () =>
      executor.checkCost({ document, operation: node }, coerced, operation),
    );
    if (!('next' in source)) return source;
    this.source = source;
    if (source instanceof EventQueue) await source.ready;
    if (this.isOver) void this.source.return?.();
    return undefined;
  }

  /** The answers, one an event, until it ends; a refusal is the last. */
  async *answers(): AsyncGenerator<ExecutionResult> {
    try {
      while (!this.isOver) {
        const next = await this.source?.next();
        if (!next || next.done) break;
        const answer = await this.answer(next.value);
        if (answer && !this.isOver) yield answer;
      }
      if (this.refusal) yield this.refusal;
    } finally {
      this.end();
    }
  }

  /** Ends it, with what is to be said last. */
  end(refusal?: ExecutionResult): void {
    if (this.isOver) return;
    this.isOver = true;
    this.refusal = refusal;
    void this.source?.return?.();
    this.onEnd();
  }

  /** Asks the rule again within the operation, and ends when it refuses. Answers whether it goes on. */
  async check(operation: Operation): Promise<boolean> {
    const source = await this.ask(operation);
    if ('next' in source) void source.return?.();
    else this.end(source);
    return 'next' in source;
  }

  /** What failed outside of any rule ends it as well: whoever cannot be asked is not believed. */
  fail(error: unknown): ExecutionResult {
    return asAnswer({ errors: [toClientError(error, this.caller, this.dependencies.log)] });
  }

  /** An operation of this very moment, by whoever the credentials speak for now. */
  async enter(): Promise<Operation> {
    const { database, now, log } = this.dependencies;
    const { locale, requestId, authenticate } = this.caller;
    return new Operation(database, now, { principal: await authenticate(), locale, requestId, log });
  }

  private async answer(event: unknown): Promise<ExecutionResult | undefined> {
    try {
      const result = await this.dependencies.executor.run(this.request, await this.enter(), event);
      if (!isRefusedWhole(result)) return asAnswer(result);
      // Either he may no longer follow, and is told so; or the event is none that he may see, and is passed over.
      const operation = await this.enter();
      try {
        await this.check(operation);
      } finally {
        await operation.close();
      }
    } catch (error) {
      this.end(this.fail(error));
    }
    return undefined;
  }

  /** The source of events, when the rule lets him follow it; otherwise the refusal. */
  private async ask(
    operation: Operation,
    before?: () => Promise<unknown>,
  ): Promise<AsyncIterator<unknown> | ExecutionResult> {
    const { schema, log } = this.dependencies;
    const { document, operationName, variables } = this.request;
    try {
      await operation.open();
      await before?.();
      const contextValue = operation;
      const source = await createSourceEventStream({
        ...{ schema, document, operationName, contextValue, variableValues: variables },
      });
      if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
      return asAnswer({ errors: source.errors?.map((error) => toClientError(error, this.caller, log)) });
    } catch (error) {
      return this.fail(error);
    }
  }
}

const refusals = new Set<unknown>(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND']);

function isRefusedWhole({ data, errors }: ExecutionResult): boolean {
  const first = errors?.[0];
  return data == null && first !== undefined && first.path?.length === 1 && refusals.has(first.extensions.code);
}

/** As it goes over the wire: a status of HTTP has no meaning within a stream. */
function asAnswer(result: ExecutionResult): ExecutionResult {
  for (const { extensions } of result.errors ?? []) delete extensions.http;
  return result;
}
