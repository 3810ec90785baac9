import { ArgsType, Field } from 'type-graphql';
import { sql, type Sql } from '../../../database/sql';
import type { ReadContext } from '../../../graphql/context';
import { badInput } from '../../../errors';
import { DateScalar, isDay } from '../../../graphql/scalars';

/** A day of the tree, as it was known at an instant; `knownAt` null: as it is known now. */
export interface Moment {
  readonly asOf: string;
  /** An instant as PostgreSQL reads it. */
  readonly knownAt: string | null;
}

@ArgsType()
export class MomentArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The tree as it stood on that day; today when left out, or the day of the organization it is asked of. What is put off to a day to come is not in force yet.',
  })
  asOf?: string | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'As it was known at that instant, or at that of the organization it is asked of: what was corrected or undone since then is shown as it was believed.',
  })
  knownAt?: Date | null;
}

/** The moment that the arguments name; what they leave out is that of the organization they are asked of, if it has one. */
export function momentOf(ctx: ReadContext, { asOf, knownAt }: MomentArgs, own?: Moment): Moment | undefined {
  if (asOf == null && knownAt == null) return own;
  if (knownAt && !isDay(knownAt.toISOString().slice(0, 10))) {
    throw badInput('knownAt lies between the years 1900 and 2999.', 'knownAt 应在 1900 年至 2999 年之间。');
  }
  return {
    asOf: asOf ?? own?.asOf ?? ctx.actor.today,
    knownAt: knownAt?.toISOString() ?? own?.knownAt ?? null,
  };
}

export function momentKey(moment: Moment | undefined): string {
  return moment ? `${moment.asOf} ${moment.knownAt}` : '';
}

/** A condition on a row `v` of a version table: it was in force on that day, as known at that instant. */
export function inForce({ asOf, knownAt }: Moment): Sql {
  const believed =
    knownAt === null
      ? sql`v.superseded_at = 'infinity'`
      : sql`v.recorded_at <= ${knownAt}::timestamptz and v.superseded_at > ${knownAt}::timestamptz`;
  return sql`v.valid_from <= ${asOf}::date and v.valid_to > ${asOf}::date and ${believed}`;
}
