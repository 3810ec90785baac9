import type { Id } from '../../../database/id';
import type { WriteContext } from '../../../graphql/context';
import { fromGlobalId, parseGlobalId } from '../../../graphql/ids';
import { levelOfRank } from '../../organizations/level';
import type { Organization } from '../../organizations/organization.entity';
import { organizationsById, readOrganization, refuseStale } from '../../organizations/organization.locks';
import { notFound } from '../../../errors';
import { toCalled, type Act, type Called } from '../acts/act';
import { fault } from '../acts/performance';
import type {
  CalledInput,
  DissolveOrganizationInput,
  MergeOrganizationsInput,
  MoveOrganizationInput,
  RenameOrganizationInput,
  RestoreOrganizationInput,
  SplitOrganizationInput,
} from './act.inputs';
import type { DatedInput } from './dated.input';
import { performDirectly, type Done } from './perform-directly';

const mostNamed = 100;

const idOf = (globalId: string) => fromGlobalId('Organization', globalId);
/** The id, or one that nothing has: what is absent and what is of another type are found missing alike. */
function namedId(type: string, globalId: string): Id {
  const parsed = parseGlobalId(globalId);
  return parsed?.type === type ? parsed.id : '0';
}

const refOf = (globalId: string) => ({ id: idOf(globalId) });

interface Answer extends Done {
  organization: Organization;
}

export function renameOrganization(tx: WriteContext, input: RenameOrganizationInput): Promise<Answer> {
  for (const field of ['name', 'sortOrder'] as const) {
    if (input[field] === null) throw fault('INVALID', field, 'This cannot be cleared.', '此项不能清空。');
  }
  const { name, kind, ...called } = input;
  const given: Partial<Called> = { ...pick(called), name: name ?? undefined, organizationKind: kind };
  return one(tx, input, { kind: 'RENAME', organization: refOf(input.id), ...given });
}

export function moveOrganization(tx: WriteContext, input: MoveOrganizationInput): Promise<Answer> {
  return one(tx, input, { kind: 'MOVE', organization: refOf(input.id), parent: refOf(input.newParentId) });
}

export function dissolveOrganization(tx: WriteContext, input: DissolveOrganizationInput): Promise<Answer> {
  const membersTo = input.membersToId == null ? null : refOf(input.membersToId);
  return one(tx, input, { kind: 'DISSOLVE', organization: refOf(input.id), membersTo });
}

export function restoreOrganization(tx: WriteContext, input: RestoreOrganizationInput): Promise<Answer> {
  const parent = input.newParentId == null ? null : refOf(input.newParentId);
  return one(tx, input, { kind: 'RESTORE', organization: refOf(input.id), parent });
}

export async function splitOrganization(
  tx: WriteContext,
  input: SplitOrganizationInput,
): Promise<Answer & { parts: Organization[] }> {
  refuseCount(input.parts.length, 'parts');
  const parts = input.parts.map((part) => ({
    ...toCalled(part),
    children: (part.childIds ?? []).map((id) => ({ id: namedId('Organization', id) })),
    memberships: (part.membershipIds ?? []).map((id) => namedId('Membership', id)),
    grids: (part.gridIds ?? []).map((id) => namedId('Grid', id)),
  }));
  const done = await one(tx, input, { kind: 'SPLIT', organization: refOf(input.id), parts });
  const founded = await organizationsById(tx, done.founded);
  return { ...done, parts: done.founded.flatMap((id) => founded.get(id) ?? []) };
}

export async function mergeOrganizations(tx: WriteContext, input: MergeOrganizationsInput): Promise<Answer> {
  refuseCount(input.organizationIds.length, 'organizationIds');
  if ((input.intoId == null) === (input.into == null)) {
    throw fault('INVALID', 'intoId', 'Give exactly one of intoId and into.', 'intoId 与 into 必须且只能给出一个。');
  }
  const organizations = input.organizationIds.map(refOf);
  const ids = organizations.map(({ id }) => id);
  const first = await readOrganization(tx, ids[0] as Id);
  if (input.intoId != null) {
    const target = idOf(input.intoId);
    refuseStale(await readOrganization(tx, target), input.expectedVersion);
    return answer(
      tx,
      target,
      await performDirectly(
        tx,
        await nameOf(tx, 'MERGE', ids),
        [{ kind: 'MERGE', organizations, into: { id: target } }],
        input,
      ),
    );
  }
  if (first.parentId === null)
    throw fault('INVALID', 'organizationIds', 'The root cannot be merged.', '根组织不能合并。');
  const level = levelOfRank(tx, first.levelRank).code;
  const create: Act = {
    kind: 'CREATE',
    key: 'into',
    parent: { id: first.parentId },
    level,
    ...toCalled(input.into as CalledInput),
  };
  const acts: Act[] = [create, { kind: 'MERGE', organizations, into: { key: 'into' } }];
  const done = await performDirectly(tx, await nameOf(tx, 'MERGE', ids), acts, input);
  return answer(tx, done.founded[0] ?? first.id, done);
}

async function one(tx: WriteContext, input: DatedInput & { id: string }, act: Act): Promise<Answer> {
  const current = await readOrganization(tx, idOf(input.id));
  refuseStale(current, input.expectedVersion);
  return answer(tx, current.id, await performDirectly(tx, shortened(`${act.kind} ${current.name}`), [act], input));
}

async function answer(tx: WriteContext, id: Id, done: Done): Promise<Answer> {
  return { ...done, organization: await readOrganization(tx, id) };
}

/** What the reorganization is called: the act and whom it is about. */
async function nameOf(tx: WriteContext, kind: Act['kind'], ids: readonly Id[]): Promise<string> {
  const named = await organizationsById(tx, ids);
  if (named.size < new Set(ids).size) throw notFound();
  return shortened(`${kind} ${ids.map((id) => named.get(id)?.name).join(', ')}`);
}

/** Cut to whole characters: half of a surrogate pair could not be stored. */
function shortened(text: string): string {
  return [...text].slice(0, 200).join('');
}

function pick({ shortName, externalReference, areaCode, sortOrder }: Partial<CalledInput>): Partial<Called> {
  return { shortName, externalReference, areaCode, sortOrder };
}

function refuseCount(count: number, field: string): void {
  if (count >= 1 && count <= mostNamed) return;
  throw fault('INVALID', field, `1 to ${mostNamed}.`, `应为 1 至 ${mostNamed} 个。`);
}
