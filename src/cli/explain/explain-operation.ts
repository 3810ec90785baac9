import { getOperationAST, parse, specifiedRules, validate, type DocumentNode, type GraphQLSchema } from 'graphql';
import { fastest } from '../../app';
import { readConfig } from '../../config';
import type { Statement } from '../../database/session';
import { features } from '../../features';
import { useSecretKey } from '../../features/people/secrets';
import { Executor } from '../../graphql/executor';
import { limitRules, limits } from '../../graphql/limits';
import { buildSchema } from '../../graphql/schema';
import { createLog } from '../../log';
import { openKeyRing } from '../../process/secret-key';
import { asOperator } from '../as-operator';

export interface ExplainOptions {
  tenant: string;
  as?: string;
  variables: Record<string, unknown>;
  operation?: string;
  /** Whether statements are run for their plans, or only planned. */
  analyze: boolean;
}

/** A statement that was sent, with its plan a line each; without one where there is nothing to plan. */
export interface ExplainedStatement extends Statement {
  plan: string[];
}

export interface Explanation {
  cost: number | undefined;
  statements: ExplainedStatement[];
  /** What was refused or failed, as the caller would be told. */
  errors: string[];
}

/**
 * Runs an operation with the rights of an account and explains every statement just before it is sent, in the same
 * transaction; whatever it would write is taken back. Refuses what the API would not run.
 */
export async function explainOperation(text: string, options: ExplainOptions): Promise<Explanation> {
  const schema = buildSchema(features);
  const document = readDocument(text, schema);
  const operation = getOperationAST(document, options.operation) ?? undefined;
  if (!operation) throw new Error('The document has several operations, or none of that name: use --operation.');
  if (operation.operation === 'subscription') {
    throw new Error('A subscription waits for events. Explain a query of the same fields.');
  }
  const config = readConfig();
  const { current, older } = await openKeyRing(config);
  useSecretKey(current, older);

  const statements: ExplainedStatement[] = [];
  const before = explaining(options.analyze, (statement) => statements.push(statement));
  const { tenant, as, variables } = options;
  return asOperator({ tenant, as, asOwner: false, watch: { before, rehearses: true } }, async (context) => {
    const executor = new Executor(schema, fastest(schema), createLog(config.logLevel));
    const asked = { document, operation, operationName: options.operation, variables };
    const { errors, extensions } = await executor.run(asked, context);
    await context.close();
    const cost = (extensions?.cost as { requested: number } | undefined)?.requested;
    return { cost, statements, errors: (errors ?? []).map(({ message }) => message) };
  });
}

function readDocument(text: string, schema: GraphQLSchema): DocumentNode {
  const document = parse(text, { maxTokens: limits.tokens });
  const faults = validate(schema, document, [...specifiedRules, ...limitRules]);
  if (faults.length) throw new Error(faults.map(String).join('\n\n'));
  return document;
}

type Before = NonNullable<NonNullable<Parameters<typeof asOperator>[0]['watch']>['before']>;

/** A savepoint around each explanation: to analyze is to run, and it must not be done twice. */
function explaining(analyze: boolean, tell: (statement: ExplainedStatement) => void): Before {
  const how = analyze ? 'analyze, buffers' : 'costs';
  return async ({ text, values }, send) => {
    const statement: ExplainedStatement = { text, values, plan: [] };
    tell(statement);
    if (!/^\s*(select|with|insert|update|delete|merge)\b/i.test(text)) return;
    await send('savepoint explained');
    try {
      const rows = (await send(`explain (${how}) ${text}`, values)) as { 'QUERY PLAN': string }[];
      statement.plan = rows.map((row) => row['QUERY PLAN']);
    } catch {
      // The statement itself is about to fail, and is told of then.
    }
    await send('rollback to savepoint explained');
  };
}
