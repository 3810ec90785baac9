import type { WriteContext } from '../../graphql/context';
import { fromGlobalId, parseGlobalId } from '../../graphql/ids';
import { cleanName } from '../../graphql/text';
import type { Organization } from '../organizations/organization.entity';
import { readOrganization, refuseDissolved } from '../organizations/organization.locks';
import type { HierarchyNotice } from './hierarchy/faults';
import type { Answers } from './hierarchy/matches';
import type { HierarchyRow } from './hierarchy/row';
import { importFault } from './import.errors';
import type { ImportAnswerInput, ImportOrganizationRow, ImportOrganizationsInput } from './import.inputs';
import type { ImportOrganizationsPayload } from './import.payloads';
import { draftImport } from './plan/file-import';
import { planImport, type ImportPlan } from './plan/plan-import';
import { present } from './present';

const mostRows = 2_000;

/** Drafts the plan that leads to the tree of the rows; writes nothing where something is at fault or has to be asked. */
export async function importOrganizations(
  tx: WriteContext,
  input: ImportOrganizationsInput,
): Promise<ImportOrganizationsPayload> {
  if (input.rows.length > mostRows) {
    throw importFault('INVALID', 'rows', {
      en: `A call takes at most ${mostRows} rows.`,
      zh: `每次调用最多 ${mostRows} 行。`,
    });
  }
  const name = cleanName(input.name, ['input', 'name']);
  const home = await readOrganization(tx, fromGlobalId('Organization', input.organizationId));
  refuseDissolved(home, 'organizationId');
  const plan = await planImport(tx, {
    ...{ home, rows: input.rows.map(toRow), answers: answersOf(input.answers ?? []) },
    allowDissolve: input.allowDissolve ?? false,
  });
  const { reason, effectiveOn } = input;
  const isClear = plan.faults.length + plan.questions.length === 0;
  const reorganization = isClear ? await draftImport(tx, plan, { home, name, reason, effectiveOn }) : null;
  if (!reorganization) tx.unchanged();
  return present({ ...plan, notices: [...plan.notices, ...codesKept(plan, home)] }, reorganization, tx.locale);
}

function toRow(row: ImportOrganizationRow, index: number): HierarchyRow {
  const { code, name, level, parentCode = null, kind = null, shortName = null, areaCode = null } = row;
  const sortOrder = row.sortOrder == null ? null : String(row.sortOrder);
  return { line: index, cells: { code, parentCode, name, level, kind, shortName, sortOrder, areaCode } };
}

function answersOf(given: readonly ImportAnswerInput[]): Answers {
  return Object.fromEntries(
    given.map(({ code, organizationId, isNew }) => {
      if ((organizationId == null) !== (isNew === true)) {
        throw importFault('INVALID', 'answers', {
          en: 'Give exactly one of organizationId and isNew.',
          zh: 'organizationId 与 isNew 必须且只能给出一个。',
        });
      }
      if (organizationId == null) return [code, 'NEW'];
      const parsed = parseGlobalId(organizationId);
      // What is absent and what is of another type are found missing alike.
      return [code, parsed?.type === 'Organization' ? parsed.id : '0'];
    }),
  );
}

/** The codes of the home are its own structure, which is changed from above. */
function codesKept({ homeCodes }: ImportPlan, { name }: Organization): HierarchyNotice[] {
  if (!homeCodes) return [];
  const codes = Object.values(homeCodes).join(', ');
  const message = `${name} does not take the code ${codes}: a plan changes only what lies beneath.`;
  return [{ line: null, column: 'code', code: 'HOME_KEPT', message }];
}
