import path from 'node:path';
import { isId } from '../../database/id';
import { sql } from '../../database/sql';
import { applyImport, draftImport } from '../../features/imports/plan/file-import';
import { planImport, type ImportPlan } from '../../features/imports/plan/plan-import';
import { readOrganization } from '../../features/organizations/organization.locks';
import type { Impact } from '../../features/organizations/organization.payloads';
import type { Organization } from '../../features/organizations/organization.entity';
import { query, tenantOf, type WriteContext } from '../../graphql/context';
import { parseGlobalId } from '../../graphql/ids';
import { writeAlone } from '../../graphql/write-alone';
import { asOperator } from '../as-operator';
import { readHierarchyFile } from './hierarchy-file';
import type { Progress } from './progress';

export interface OrganizationsOptions {
  tenant: string;
  effective?: string;
  reason?: string;
  map: Record<string, string>;
  answer: Record<string, string>;
  allowDissolve?: boolean;
  createLevels?: boolean;
  plan?: boolean;
  apply?: boolean;
  as?: string;
}

export interface OrganizationsResult extends Pick<
  ImportPlan,
  'faults' | 'notices' | 'questions' | 'recognitions' | 'counts' | 'unchanged' | 'newLevels' | 'dissolvedShare'
> {
  rows: number;
  /** Headers that no column was taken from. */
  ignored: string[];
  /** What the plan came to: DRAFT, APPROVED or APPLIED; null when nothing was written. */
  state: string | null;
  reorganizationId: string | null;
  impact: Pick<Impact, 'organizations' | 'members' | 'grids'> | null;
}

/** Reads, checks and matches a file, and does what is asked for unless something is at fault or has to be asked. */
export async function importOrganizations(
  file: string,
  options: OrganizationsOptions,
  progress: Progress,
): Promise<OrganizationsResult> {
  progress.phase('Reading', 1, 'file');
  const { rows, ignored } = await readHierarchyFile(file, options.map);
  progress.advance(1);
  const writes = Boolean(options.plan || options.apply);
  return asOperator({ ...options, asOwner: writes && Boolean(options.createLevels) }, (operation) =>
    writeAlone(operation, options.apply ? 'exclusive' : 'shared', async (tx) => {
      const home = await readRoot(tx);
      const request = { home, rows, answers: answersOf(options.answer), allowDissolve: options.allowDissolve };
      let begun = 0;
      const plan = await planImport(tx, { ...request, createLevels: options.createLevels }, (phase) => {
        progress.advance(begun);
        progress.phase(phase, rows.length);
        begun = rows.length;
      });
      progress.advance(begun);
      const isClear = plan.faults.length + plan.questions.length === 0;
      const filed = writes && isClear ? await write(tx, plan, home, file, options, progress) : undefined;
      const { faults, notices, questions, recognitions, counts, unchanged, newLevels, dissolvedShare } = plan;
      return {
        ...{ rows: rows.length, ignored, faults, notices, questions, recognitions, counts, unchanged },
        ...{ newLevels, dissolvedShare },
        state: filed?.reorganization?.state ?? null,
        reorganizationId: filed?.reorganization?.globalId ?? null,
        impact: filed?.impact ?? null,
      };
    }),
  );
}

async function readRoot(tx: WriteContext): Promise<Organization> {
  const [root] = await query<{ id: string }>(
    tx,
    sql`select id from organization where tenant_id = ${tenantOf(tx)}::bigint and parent_id is null`,
  );
  return readOrganization(tx, root?.id ?? '0');
}

async function write(
  tx: WriteContext,
  plan: ImportPlan,
  home: Organization,
  file: string,
  { apply, effective, reason }: OrganizationsOptions,
  progress: Progress,
) {
  const name = [...`Import of ${path.basename(file)}`].slice(0, 200).join('');
  const filing = { home, name, reason, effectiveOn: effective };
  if (!apply) return { reorganization: await draftImport(tx, plan, filing), impact: null };
  progress.phase('Performing', plan.acts.length, 'acts');
  return applyImport(tx, plan, filing, (count) => progress.advance(count));
}

function answersOf(given: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([code, answer]) => {
      if (answer.toLowerCase() === 'new') return [code, 'NEW'];
      const parsed = parseGlobalId(answer);
      return [code, parsed?.type === 'Organization' ? parsed.id : isId(answer) ? answer : '0'];
    }),
  );
}
