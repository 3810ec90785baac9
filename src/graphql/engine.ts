import { execute, type ExecutionArgs, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import type { Operation } from './operation';

/** An operation that is to run now: it is valid, its variables fit, and its cost is known. */
export interface Runnable extends ExecutionArgs {
  operation: OperationDefinitionNode;
  contextValue: Operation;
  /** The variables as the operation declares them; `variableValues` are as they were sent. */
  coerced: Record<string, unknown>;
}

type Result = ExecutionResult | undefined;

/** A way from an operation to its answer. Undefined: it is none for this one, and the next is asked. */
export interface Engine {
  run(asked: Runnable): Result | Promise<Result>;
}

/** The answer of the first engine that knows the operation; of graphql-js, which knows every one, after all others. */
export async function runBy(engines: readonly Engine[], asked: Runnable): Promise<ExecutionResult> {
  for (const engine of engines) {
    const result = await engine.run(asked);
    if (result) return result;
  }
  return execute(asked);
}
