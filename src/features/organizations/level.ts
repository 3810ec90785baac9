import type { TenantLevel } from '../../access/actor';
import { badInput } from '../../errors';
import type { ReadContext } from '../../graphql/context';

/** The tenant's level of that code; a bad input when there is none. */
export function levelByCode(ctx: ReadContext, code: string): TenantLevel {
  const level = findLevel(ctx, code);
  if (level) return level;
  const known = ctx.actor.tenant.levels.map((each) => each.code).join(', ');
  throw badInput(`There is no such level; there are ${known}.`, `没有这一层级；现有层级为 ${known}。`);
}

export function findLevel(ctx: ReadContext, code: string): TenantLevel | undefined {
  return ctx.actor.tenant.levels.find((level) => level.code === code);
}

/** The level of a rank that an organization has. */
export function levelOfRank(ctx: ReadContext, rank: number): TenantLevel {
  const level = ctx.actor.tenant.levels.find((each) => each.rank === rank);
  if (!level) throw new Error(`The tenant has no level of rank ${rank}.`);
  return level;
}
