import { Command, Option } from 'commander';
import { readClient } from '../../config';
import { developmentToken } from '../token';
import { addMapping } from './add-mapping';
import { ApiClient } from './client';
import { importMemberships } from './import-memberships';
import { createReporter } from './report';
import { organizationsCommand } from './organizations-command';
import { readRosterFile } from './roster-file';

interface Options {
  url?: string;
  token?: string;
  as?: string;
  map: Record<string, string>;
  dryRun?: boolean;
  errorPolicy: 'REJECT_EVERYTHING' | 'REJECT_FAILED_ROWS';
  json?: boolean;
}

/** `sanlou import memberships FILE`: a roster from a CSV file through the API, with the rights of a token. */
export function importCommand(): Command {
  const memberships = new Command('memberships')
    .description(
      'upsert memberships by external references from a CSV file (UTF-8 or GB18030, columns by header in any order: ' +
        'personExternalReference, personName, organizationExternalReference, status, startedOn, externalReference)',
    )
    .argument('<file>', 'the roster')
    .option('--url <url>', 'the API (default: SANLOU_URL, else http://127.0.0.1:4000/graphql)')
    .option('--token <token>', 'a bearer token (default: SANLOU_TOKEN)')
    .option('--as <name>', 'a demo account, by a development token of this data folder')
    .option(
      '--map <column=header>',
      'take a column from another header, as personName=姓名; repeatable',
      addMapping,
      {},
    )
    .option('--dry-run', 'check every row and write nothing')
    .addOption(
      new Option('--error-policy <policy>', 'what becomes of the file when rows are at fault')
        .choices(['REJECT_EVERYTHING', 'REJECT_FAILED_ROWS'])
        .default('REJECT_EVERYTHING'),
    )
    .option('--json', 'print the result as one JSON object')
    .action(run);
  return new Command('import')
    .description('bring data from files into the API')
    .addCommand(memberships)
    .addCommand(organizationsCommand());
}

async function run(file: string, options: Options): Promise<void> {
  const roster = await readRosterFile(file, options.map);
  const client = new ApiClient(options.url ?? readClient().url, await tokenOf(options));
  const reporter = createReporter(options.json ?? false);
  const result = await importMemberships(client, roster, { ...options, dryRun: options.dryRun ?? false }, reporter);
  reporter.finish(result);
  if (result.faults.length > 0) process.exitCode = 1;
}

async function tokenOf({ token, as }: Options): Promise<string> {
  const given = token ?? (as === undefined ? readClient().token : await developmentToken(as));
  if (given) return given;
  throw new Error('Say who you are: --token TOKEN, SANLOU_TOKEN, or --as NAME for a demo account.');
}
