import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { notFound } from '../../errors';
import type { ReadContext } from '../../graphql/context';
import { momentKey, momentOf, MomentArgs, type Moment } from '../organizations/history/moment';
import { standAt } from '../organizations/history/tree-at.queries';
import type { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';

export enum RollUpMode {
  AS_REPORTED = 'AS_REPORTED',
  RESTATED = 'RESTATED',
}
registerEnumType(RollUpMode, {
  name: 'RollUpMode',
  description: 'By which borders what held on another day is counted. Today both are the same.',
  valuesConfig: {
    AS_REPORTED: { description: 'The borders of that day: what was, or would have been, reported then.' },
    RESTATED: {
      description:
        "Today's borders applied to what existed that day: comparable over time. What was merged or dissolved since counts where its members went, or with what stood above it. The reach is that of today.",
    },
  },
});

@ArgsType()
export class RollUpArgs extends MomentArgs {
  @Field(() => RollUpMode, {
    nullable: true,
    defaultValue: RollUpMode.AS_REPORTED,
    description: 'Borders of that day, or of today.',
  })
  mode?: RollUpMode | null;
}

/** What is counted: the root as it stands within the borders asked for, and the moment whose members are counted. */
export interface RollUp {
  root: Organization;
  moment: Moment | undefined;
  restated: boolean;
}

export async function rollUpOf(ctx: ReadContext, organization: Organization, args: RollUpArgs): Promise<RollUp> {
  const moment = momentOf(ctx, args, organization.moment);
  if (!moment) return { root: organization, moment, restated: false };
  if (args.mode !== RollUpMode.RESTATED) {
    return { root: await standAt(ctx, organization, args), moment, restated: false };
  }
  const today = organization.moment ? await visibleOrganization(ctx).load(organization.id) : organization;
  if (!today) throw notFound();
  return { root: today, moment, restated: true };
}

/** Roll-ups of one key are one question, whatever their roots. */
export function rollUpKey({ moment, restated }: RollUp): string {
  return `${momentKey(moment)} ${restated}`;
}
