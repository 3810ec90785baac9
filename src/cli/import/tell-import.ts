import type { Question } from '../../features/imports/hierarchy/matches';
import { toGlobalId } from '../../graphql/ids';
import type { OrganizationsOptions, OrganizationsResult } from './import-organizations';
import { faultLines } from './report';

const mostShown = 50;

/** What an import would do, or did, for people. */
export function tellImport(result: OrganizationsResult, options: OrganizationsOptions): string {
  const { ignored, newLevels, recognitions, notices, questions, faults } = result;
  return [
    ...(ignored.length ? [`Columns that are not used: ${ignored.join(', ')}.`] : []),
    ...(newLevels.length ? [`Levels: ${newLevels.map(({ code }) => code).join(', ')}.`] : []),
    ...shown(recognitions.map(({ line, rule, text }) => `line ${line}: ${rule}: ${text}`)),
    ...faultLines(notices),
    ...shown(questions.flatMap(askedAt)),
    ...faultLines(faults),
    `${result.rows} ${result.rows === 1 ? 'row' : 'rows'}: ${counted(result)}, ${result.unchanged} unchanged.`,
    outcome(result, options),
  ].join('\n');
}

function shown(lines: readonly string[]): string[] {
  const more = lines.length - mostShown;
  return more > 0 ? [...lines.slice(0, mostShown), `... and ${more} more (--json lists all)`] : [...lines];
}

function askedAt({ line, code, text, candidates }: Question): string[] {
  const offered = candidates.slice(0, 10).map(({ id, name, externalReference }) => {
    const called = externalReference === null ? name : `${externalReference} ${name}`;
    return `  --answer ${code}=${toGlobalId('Organization', id)}  for ${called}`;
  });
  return [`line ${line}: ${text}`, ...offered, `  --answer ${code}=new`];
}

function counted({ counts }: OrganizationsResult): string {
  const words = { CREATE: 'founded', SPLIT: 'split', MOVE: 'moved', RENAME: 'renamed', DISSOLVE: 'dissolved' } as const;
  return Object.entries(words)
    .map(([kind, word]) => `${counts[kind as keyof typeof words]} ${word}`)
    .join(', ');
}

function outcome(
  { state, reorganizationId, impact, ...result }: OrganizationsResult,
  options: OrganizationsOptions,
): string {
  if (result.faults.length) return 'Nothing was written: mend what is at fault.';
  if (result.questions.length) return 'Nothing was written: answer what is asked.';
  if (state === 'DRAFT')
    return `Filed as a draft: ${reorganizationId}. Propose it, and let another account approve it.`;
  if (state === 'APPROVED') return `Put off to ${options.effective}: ${reorganizationId}.`;
  if (state === 'APPLIED')
    return `Applied: ${reorganizationId} (${impact?.organizations} organizations, ${impact?.members} members).`;
  if (Object.values(result.counts).every((count) => count === 0)) return 'Nothing to do: the tree is that of the file.';
  return 'Nothing was written; --plan files it as a draft, --apply does it.';
}
