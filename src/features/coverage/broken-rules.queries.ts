import type { ReadContext } from '../../graphql/context';
import type { Moment } from '../organizations/history/moment';
import { organizationAt } from '../organizations/history/tree-at.queries';
import { listRoots } from '../organizations/organization.queries';
import type { Organization } from '../organizations/organization.entity';
import type { Impact } from '../organizations/organization.payloads';
import { coverageCounts } from './coverage-counts.queries';
import { CoverageRule } from './coverage-rule';
import type { BrokenRule } from './coverage.type';

/** The rules that more breaks after a structural act than before it, in all that the actor reads, on the day of the act. */
export async function brokenRules(ctx: ReadContext, impact: Impact): Promise<BrokenRule[]> {
  const { before: knownBefore, moment: knownAfter } = impact;
  if (knownBefore === undefined || knownAfter === undefined) return [];
  const asOf = impact.effectiveOn ?? ctx.actor.today;
  const roots = await listRoots(ctx);
  const [before, after] = await Promise.all(
    [knownBefore, knownAfter].map((knownAt) => sumAt(ctx, roots, { asOf, knownAt })),
  );
  return Object.values(CoverageRule)
    .map((rule) => ({ rule, before: before?.[rule] ?? 0, after: after?.[rule] ?? 0 }))
    .filter((counts) => counts.after > counts.before);
}

async function sumAt(
  ctx: ReadContext,
  roots: readonly Organization[],
  moment: Moment,
): Promise<Record<CoverageRule, number>> {
  const stood = await Promise.all(roots.map(({ id }) => organizationAt(ctx).load({ id, moment })));
  const counts = await Promise.all(stood.flatMap((root) => (root ? [coverageCounts(ctx, root)] : [])));
  const sumOf = (rule: CoverageRule) => counts.reduce((sum, each) => sum + each[rule], 0);
  return Object.fromEntries(Object.values(CoverageRule).map((rule) => [rule, sumOf(rule)])) as Record<
    CoverageRule,
    number
  >;
}
