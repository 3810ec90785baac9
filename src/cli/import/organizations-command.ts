import { Command } from 'commander';
import { isDay } from '../../graphql/scalars';
import { UserFault, UserFaults } from '../../errors';
import { addMapping } from './add-mapping';
import { importOrganizations, type OrganizationsOptions } from './import-organizations';
import { createProgress } from './progress';
import { tellImport } from './tell-import';

/** `sanlou import organizations FILE`: a hierarchy from a file, on the database, as the operator of the machine. */
export function organizationsCommand(): Command {
  return new Command('organizations')
    .description(
      'make the tree that of a CSV file or the first sheet of an XLSX workbook (columns by header in any order: ' +
        'code, parentCode, name, level, kind, shortName, sortOrder, areaCode); without --plan or --apply only tell how',
    )
    .argument('<file>', 'the hierarchy, parents by their codes')
    .requiredOption('--tenant <code>', 'whose tree')
    .option(
      '--effective <date>',
      'the day from which it holds, as 2021-01-01 (default: today); one in the past needs a reason',
      day,
    )
    .option('--reason <text>', 'why; it stands in the audit trail and in the lineage')
    .option('--map <column=header>', 'take a column from another header, as name=名称; repeatable', addMapping, {})
    .option('--answer <code=id>', 'settle a question: the id of the organization, or new; repeatable', addAnswer, {})
    .option('--allow-dissolve', 'also when more than a tenth of what the file speaks of would be dissolved')
    .option('--create-levels', 'take the levels of the tenant from the file; needs DATABASE_OWNER_URL')
    .option('--plan', 'file it as a draft, to be proposed and approved through the API')
    .option('--apply', 'do it at once, or on its day when that is to come')
    .option('--as <account>', 'in whose name it is recorded (default: the oldest organizer at the root)')
    .option('--json', 'print the result as one JSON object')
    .action(run);
}

async function run(file: string, options: OrganizationsOptions & { json?: boolean }): Promise<void> {
  if (options.plan && options.apply) throw new Error('Give --plan or --apply, not both.');
  const progress = createProgress();
  try {
    const result = await importOrganizations(file, options, progress);
    progress.stop();
    console.log(options.json ? JSON.stringify(result, null, 2) : tellImport(result, options));
    if (result.faults.length || result.questions.length) process.exitCode = 1;
  } catch (error) {
    throw explain(error);
  } finally {
    progress.stop();
  }
}

/** What the executor refuses names an act by its position. */
function explain(error: unknown): unknown {
  const [fault] = error instanceof UserFaults ? error.faults : [error];
  if (!(fault instanceof UserFault)) return error;
  const act = fault.field?.[1] === 'acts' ? `Act ${fault.field[2]}: ` : '';
  return new Error(`${act}${fault.code}: ${fault.sentence.en}\nNothing was written.`);
}

function day(text: string): string {
  if (isDay(text)) return text;
  throw new Error('--effective is a day that exists, as 2021-01-01.');
}

function addAnswer(text: string, answers: Record<string, string>): Record<string, string> {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new Error('--answer is CODE=ID or CODE=new.');
  return { ...answers, [text.slice(0, at)]: text.slice(at + 1) };
}
