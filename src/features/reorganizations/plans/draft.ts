import type { Id } from '../../../database/id';
import { sql } from '../../../database/sql';
import { query, tenantOf, type WriteContext } from '../../../graphql/context';
import { fromGlobalId } from '../../../graphql/ids';
import { cleanName, cleanOptional } from '../../../graphql/text';
import { readOrganization, refuseDissolved } from '../../organizations/organization.locks';
import type { Act } from '../acts/act';
import { reorganizationFault } from '../reorganization.errors';
import { auditReorganization } from './audit-reorganization';
import { takePart } from './authority';
import { readActs } from './read-acts';
import { refuseOutside } from './refuse-outside';
import { actsOf } from './reorganization.columns';
import { ReorganizationState as State, type Reorganization } from './reorganization.entity';
import type { AmendReorganizationInput, DraftReorganizationInput } from './reorganization.inputs';
import { lockIn } from './steps';
import { insertActs, insertReorganization, updateReorganization } from './write-reorganization';

const mostActs = 1_000;

/** Begins a plan; its acts are checked for what they name, and performed only by a preview or when it is applied. */
export async function draftReorganization(tx: WriteContext, input: DraftReorganizationInput): Promise<Reorganization> {
  const acts = readActs(input.acts ?? []);
  refuseCount(acts.length);
  return draft(tx, { ...input, organizationId: fromGlobalId('Organization', input.organizationId) }, acts);
}

interface NewDraft {
  organizationId: Id;
  name: string;
  reason?: string | null;
  effectiveOn?: string | null;
}

export async function draft(tx: WriteContext, input: NewDraft, acts: readonly Act[]): Promise<Reorganization> {
  const home = await readOrganization(tx, input.organizationId);
  refuseDissolved(home, 'organizationId');
  const effectiveOn = input.effectiveOn ?? tx.actor.today;
  const reason = cleanOptional(input.reason, ['input', 'reason'], 1_000) ?? null;
  refuseUnexplained(tx, effectiveOn, reason);
  const row = { organizationId: home.id, name: cleanName(input.name, ['input', 'name']), reason, effectiveOn };
  await refuseOutside(tx, home, acts, 0);
  const reorganization = await insertReorganization(tx, { ...row, state: State.DRAFT, isDirect: false });
  await takePart(tx, reorganization);
  await insertActs(tx, reorganization.id, acts);
  auditReorganization(tx, 'drafted', reorganization, undefined, { acts: acts.length });
  return reorganization;
}

/** Changes a draft; whoever may draft here may, so that several people work on it. */
export async function amendReorganization(tx: WriteContext, input: AmendReorganizationInput): Promise<Reorganization> {
  const current = await lockIn(tx, input, State.DRAFT);
  const effectiveOn = input.effectiveOn ?? current.effectiveOn;
  const reason =
    input.reason === undefined ? current.reason : (cleanOptional(input.reason, ['input', 'reason'], 1_000) ?? null);
  refuseUnexplained(tx, effectiveOn, reason);
  const name = input.name == null ? current.name : cleanName(input.name, ['input', 'name']);
  const kept = await takeOut(tx, current, input.removeActs ?? []);
  const added = readActs(input.acts ?? [], kept);
  refuseCount(kept + added.length);
  const home = await readOrganization(tx, current.organizationId);
  await refuseOutside(tx, home, added, kept);
  await takePart(tx, current);
  await insertActs(tx, current.id, added, kept);
  const amended = await updateReorganization(
    tx,
    current,
    sql`name = ${name}, reason = ${reason}, effective_on = ${effectiveOn}::date`,
  );
  auditReorganization(tx, 'amended', amended, current, { acts: kept + added.length });
  return amended;
}

function refuseCount(count: number): void {
  if (count <= mostActs) return;
  throw reorganizationFault('INVALID', 'acts', {
    en: `A plan has at most ${mostActs} acts.`,
    zh: `方案最多包含 ${mostActs} 项变更。`,
  });
}

function refuseUnexplained(tx: WriteContext, effectiveOn: string, reason: string | null): void {
  if (effectiveOn >= tx.actor.today || reason !== null) return;
  throw reorganizationFault('INVALID', 'reason', {
    en: 'A day in the past needs a reason.',
    zh: '生效日期早于今天时必须说明理由。',
  });
}

/** Removes acts by position and lets the others close ranks. Answers how many are left. */
async function takeOut(tx: WriteContext, { id }: Reorganization, positions: readonly number[]): Promise<number> {
  const acts = await actsOf(tx, { id });
  const wrong = positions.find((position) => position < 0 || position >= acts.length);
  if (wrong !== undefined) {
    throw reorganizationFault('INVALID', 'removeActs', {
      en: `There is no act ${wrong}.`,
      zh: `没有第 ${wrong} 项变更。`,
    });
  }
  if (positions.length === 0) return acts.length;
  const kept = await query<{ position: number }>(
    tx,
    sql`with gone as (
        delete from reorganization_act where tenant_id = ${tenantOf(tx)}::bigint and reorganization_id = ${id}::bigint returning *
      )
      insert into reorganization_act select tenant_id, reorganization_id, row_number() over (order by position) - 1, kind, act, touches, added_by
      from gone where not position = any(${positions}::int[]) returning position`,
  );
  return kept.length;
}
