import type { DesiredOrganization } from './desired-organization';
import { faultIn } from './faults';
import type { Answers, Matches } from './matches';
import { plainName } from './plain-name';
import type { DesiredTree, ExistingTree } from './trees';

/** A code is an identity: whoever has it is meant, whatever else differs. */
export function matchCodes(desired: DesiredTree, existing: ExistingTree, matches: Matches): void {
  for (const row of desired.rows) {
    const organization = existing.withReference(row.code);
    if (organization) matches.pair(row, organization, 'SAME_CODE');
  }
  for (const row of desired.rows) {
    const organization = matches.isLeft(row) ? existing.withAreaCode(row.code) : undefined;
    if (organization && matches.isFree(organization)) matches.pair(row, organization, 'SAME_CODE');
  }
  for (const row of desired.rows) {
    const level = matches.organizationOf(row)?.levelCode;
    if (level === undefined || level === row.level) continue;
    const message = `The organization of this code is a ${level}; it cannot become a ${row.level}.`;
    matches.faults.push(faultIn(row.line)('level', 'LEVEL_CHANGED', message));
  }
}

/** Takes what was answered to the questions of an earlier time. */
export function matchAnswers(desired: DesiredTree, existing: ExistingTree, answers: Answers, matches: Matches): void {
  for (const [code, answer] of Object.entries(answers)) {
    const row = desired.byCode.get(code);
    if (!row || matches.organizationOf(row)?.id === answer) continue;
    const organization = existing.byId.get(answer);
    if (answer === 'NEW' && matches.isLeft(row)) matches.declareNew(row);
    else if (
      organization &&
      organization.levelCode === row.level &&
      matches.isLeft(row) &&
      matches.isFree(organization)
    ) {
      matches.pair(row, organization, 'ANSWER');
    } else if (answer !== 'NEW' && !organization) {
      matches.faults.push(faultIn(row.line)('code', 'NOT_FOUND', 'The answer names nothing in the tree.'));
    } else {
      const message = `The answer for ${code} cannot be: the row or the organization is spoken for, or their levels differ.`;
      matches.faults.push(faultIn(row.line)('code', 'ANSWER_REFUSED', message));
    }
  }
}

/** A tree has one root: a file with a root speaks of that one or of none. */
export function matchRoot(desired: DesiredTree, existing: ExistingTree, matches: Matches): void {
  const row = desired.rows.find(({ parentCode }) => parentCode === null);
  if (!row || matches.organizationOf(row)) return;
  const root = existing.organizations.find(({ parentId }) => parentId === null);
  if (!root || root.levelCode !== row.level || !matches.isFree(root) || !matches.isLeft(row)) {
    matches.faults.push(faultIn(row.line)('code', 'NO_ROOT', noRoot(row)));
  } else if (root.externalReference === null && root.areaCode === null) {
    matches.pair(row, root, 'ROOT');
  } else if (plainName(root.name) === plainName(row.name)) {
    matches.pair(row, root, 'SAME_NAME');
  } else {
    matches.ask(row, [root], `Is ${row.name} the root, ${root.name}? A tree has one root.`);
  }
}

function noRoot({ name }: DesiredOrganization): string {
  return `${name} has no parent and is not the root of the tree.`;
}
