import type { RenameAct } from '../../reorganizations/acts/act';
import type { DesiredOrganization } from './desired-organization';
import type { Draft } from './draft';
import type { HierarchyNotice } from './faults';
import type { Matches, Recognition, RecognitionRule } from './matches';
import type { ExistingTree } from './trees';
import { plainName } from './plain-name';

const reasons: Readonly<Record<RecognitionRule, string>> = {
  SAME_CODE: 'it has the same code',
  SAME_NAME: 'no other has this name',
  SIMILAR_NAME: 'the names are similar, and others came from the same place to the same place',
  ANSWER: 'it was answered so',
  ROOT: 'a tree has one root, and this one had no code yet',
};

/** Why rows were taken for organizations whose name or code differs. That the code alone is the same needs no word. */
export function tellRecognitions(
  rows: readonly DesiredOrganization[],
  matches: Matches,
  renames: readonly Draft<RenameAct>[],
): Recognition[] {
  const renamed = new Set(renames.filter(({ act }) => act.name !== undefined).map(({ line }) => line));
  return rows.flatMap((row) => {
    const organization = matches.organizationOf(row);
    const rule = matches.rules.get(row);
    if (!organization || !rule || (rule === 'SAME_CODE' && !renamed.has(row.line))) return [];
    const before = [organization.externalReference ?? organization.areaCode, organization.name]
      .filter(Boolean)
      .join(' ');
    const text = `${row.code} ${row.name} is ${before}: ${reasons[rule]}.`;
    return [{ line: row.line, rule, organizationId: organization.id, text }];
  });
}

/** Two that keep their codes and take each other's name may be a mistake in the file, and are told. */
export function tellExchanges(renames: readonly Draft<RenameAct>[], existing: ExistingTree): HierarchyNotice[] {
  const lines = new Map<string, number>();
  return renames.flatMap(({ act: { name, organization }, line }) => {
    const present = 'id' in organization ? existing.byId.get(organization.id) : undefined;
    if (name == null || !present || line === null) return [];
    const [before, after] = [plainName(present.name), plainName(name)];
    lines.set(`${present.levelCode} ${before} ${after}`, line);
    const other = lines.get(`${present.levelCode} ${after} ${before}`);
    if (other === undefined || other === line) return [];
    const message = `It and line ${other} exchange their names, ${present.name} and ${name}.`;
    return [{ line, column: 'name', code: 'NAMES_EXCHANGED', message } as const];
  });
}
