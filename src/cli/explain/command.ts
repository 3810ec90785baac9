import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { explainOperation, type ExplainOptions } from './explain-operation';
import { tellExplanation } from './tell';

type Options = Omit<ExplainOptions, 'variables'> & { variables?: string; json?: boolean };

/** `sanlou explain FILE.graphql`: what an operation asks of PostgreSQL, and how it is done there. */
export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'run an operation from a file as an account would, and show each statement it sends with its plan; ' +
        'nothing that it writes is kept',
    )
    .argument('<file>', 'a GraphQL document')
    .requiredOption('--tenant <code>', 'in which tenant')
    .option('--as <account>', 'as which account (default: the oldest organizer at the root)')
    .option('--variables <json>', 'the variables, as JSON or as @FILE')
    .option('--operation <name>', 'which one, where the document has several')
    .option('--no-analyze', 'only how PostgreSQL means to do it: no times, no rows')
    .option('--json', 'print it as one JSON object')
    .action(run);
}

async function run(file: string, options: Options): Promise<void> {
  const text = await readFile(file, 'utf8');
  const explanation = await explainOperation(text, { ...options, variables: await variablesOf(options.variables) });
  console.log(options.json ? JSON.stringify(explanation, null, 2) : tellExplanation(explanation));
  if (explanation.errors.length) process.exitCode = 1;
}

async function variablesOf(given: string | undefined): Promise<Record<string, unknown>> {
  if (given === undefined) return {};
  const text = given.startsWith('@') ? await readFile(given.slice(1), 'utf8') : given;
  const variables = parsed(text);
  if (typeof variables === 'object' && variables !== null && !Array.isArray(variables)) {
    return variables as Record<string, unknown>;
  }
  throw new Error('--variables is a JSON object, or @FILE with one.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
