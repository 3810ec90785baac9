import type { Id } from '../../../database/id';
import type { WriteContext } from '../../../graphql/context';
import { cleanOptional } from '../../../graphql/text';
import type { Impact } from '../../organizations/organization.payloads';
import { organizationFault } from '../../organizations/organization.errors';
import { organizationsById } from '../../organizations/organization.locks';
import { refsOf, type Act, type Ref } from '../acts/act';
import { performOne } from '../acts/perform';
import { Performance } from '../acts/performance';
import { readImpact } from '../impact/impact.queries';
import { auditReorganization } from '../plans/audit-reorganization';
import { ReorganizationState, type Reorganization } from '../plans/reorganization.entity';
import { insertActs, insertReorganization } from '../plans/write-reorganization';

interface DirectInput {
  effectiveOn?: string | null;
  reason?: string | null;
  dryRun?: boolean | null;
}

export interface Done {
  /** Undefined where everything was so already, or nothing was kept of the rehearsal. */
  reorganization: Reorganization | undefined;
  impact: Impact;
  founded: Id[];
}

/** The lowest organization strictly above all that the acts change, at or above all that they name as a place. */
async function commonAncestor(tx: WriteContext, acts: readonly Act[]): Promise<Id> {
  const refs = acts.map(refsOf);
  const idsIn = (list: readonly Ref[]) => list.flatMap((ref) => ('id' in ref ? [ref.id] : []));
  const changed = new Set(idsIn(refs.flatMap((each) => each.changed)));
  const known = await organizationsById(tx, [...changed, ...idsIn(refs.flatMap((each) => each.places))]);
  const above = [...known.values()].map(({ id, path }) => path.split('/').slice(0, changed.has(id) ? -1 : undefined));
  const [first = []] = above;
  const common = first.filter((id, depth) => above.every((path) => path[depth] === id));
  const lowest = common.at(-1);
  if (!lowest) throw organizationFault('INVALID', null, { en: 'The root stays as it is.', zh: '根组织不能变更。' });
  return lowest;
}

const nothingTouched: Impact = { organizations: 0, members: 0, grids: 0, grantsGained: 0, grantsLost: 0 };

/**
 * Does structural acts at once, or puts them off to their day after trying them. The door rules have asked for access.
 */
export async function performDirectly(
  tx: WriteContext,
  name: string,
  acts: readonly Act[],
  input: DirectInput,
): Promise<Done> {
  const day = input.effectiveOn ?? tx.actor.today;
  const reason = cleanOptional(input.reason, ['input', 'reason'], 1_000) ?? null;
  if (day < tx.actor.today && reason === null) {
    throw organizationFault('INVALID', 'reason', {
      en: 'A day in the past needs a reason.',
      zh: '生效日期早于今天时必须说明理由。',
    });
  }
  const row = { organizationId: await commonAncestor(tx, acts), name, reason, effectiveOn: day, isDirect: true };
  const later = day > tx.actor.today;
  const done = await tx.attempt<Done>(async () => {
    const reorganization = await insertReorganization(tx, { ...row, state: ReorganizationState.APPLIED });
    const performance = new Performance(tx, { day, reason, reorganizationId: reorganization.id });
    const outcomes = [];
    for (const act of acts) outcomes.push(await performOne(performance, act));
    if (outcomes.every((outcome) => outcome === false)) {
      return { result: { reorganization: undefined, impact: nothingTouched, founded: [] }, keep: false };
    }
    await insertActs(tx, reorganization.id, acts);
    const founded = outcomes.flatMap((outcome) => (Array.isArray(outcome) ? outcome : []));
    return {
      result: { reorganization, impact: await readImpact(tx, reorganization), founded },
      keep: !later || input.dryRun === true,
    };
  });
  if (!done.reorganization) tx.unchanged();
  else if (later && !input.dryRun) return putOffAs(done, await putOff(tx, row, acts));
  return done;
}

/** What was tried is taken back, so nothing can be asked of its moment any more: a dry run or a preview tells the details. */
function putOffAs({ impact }: Done, reorganization: Reorganization): Done {
  return { reorganization, founded: [], impact: { ...impact, moment: undefined, before: undefined } };
}

async function putOff(
  tx: WriteContext,
  row: Omit<Parameters<typeof insertReorganization>[1], 'state'>,
  acts: readonly Act[],
): Promise<Reorganization> {
  const pending = await insertReorganization(tx, { ...row, state: ReorganizationState.APPROVED });
  await insertActs(tx, pending.id, acts);
  auditReorganization(tx, 'put-off', pending, undefined, { acts: acts.map(({ kind }) => kind) });
  return pending;
}
