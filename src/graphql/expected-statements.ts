import type { OperationDefinitionNode } from 'graphql';

/** After so many runs that took fewer statements than expected, fewer are expected. */
const shorterRuns = 8;
/** An operation that took more than expected so often is not expected to end by itself any more. */
const mostOverruns = 4;

interface Expected {
  /** Undefined until a run has told. */
  statements: number | undefined;
  shorter: number;
  overruns: number;
}

/** How many statements an operation is expected to take, from how many it took: only a guess, which each run puts to the test. */
export class ExpectedStatements {
  private readonly known = new WeakMap<OperationDefinitionNode, Expected>();

  of(operation: OperationDefinitionNode): number | undefined {
    return this.known.get(operation)?.statements;
  }

  /** A run took so many. */
  learn(operation: OperationDefinitionNode, taken: number): void {
    const known = this.knownOf(operation);
    if (known.overruns >= mostOverruns) return;
    const { statements = 0 } = known;
    known.shorter = taken < statements ? known.shorter + 1 : 0;
    if (taken > statements || known.shorter >= shorterRuns) known.statements = taken;
  }

  /** A run took more than were expected. */
  overrun(operation: OperationDefinitionNode): void {
    const known = this.knownOf(operation);
    known.overruns += 1;
    if (known.overruns >= mostOverruns) known.statements = undefined;
  }

  private knownOf(operation: OperationDefinitionNode): Expected {
    const known = this.known.get(operation) ?? { statements: undefined, shorter: 0, overruns: 0 };
    this.known.set(operation, known);
    return known;
  }
}
