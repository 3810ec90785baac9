import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { ReachArgs } from '../../graphql/reach';
import { Account } from '../accounts/account.entity';
import { visibleAccount } from '../accounts/account.queries';
import { Organization } from '../organizations/organization.entity';
import { AuditEntry } from './audit-entry.entity';
import { listAuditEntries } from './audit.queries';

const AuditEntryConnection = connectionType(AuditEntry);

@Resolver(() => AuditEntry)
export class AuditEntryResolver {
  @FieldResolver(() => Account, {
    nullable: true,
    description: 'Who did it; null where the viewer may not read accounts.',
  })
  async account(@Root() entry: AuditEntry, @Ctx() ctx: ReadContext) {
    return (await visibleAccount(ctx).load(entry.accountId)) ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationAuditResolver {
  @pageCost
  @FieldResolver(() => AuditEntryConnection, {
    description:
      'What was done here, or here and beneath, grouped by place, parents first, in each by time. Empty without the permission.',
  })
  auditEntries(@Root() organization: Organization, @Args(() => ReachArgs) args: ReachArgs, @Ctx() ctx: ReadContext) {
    return listAuditEntries(ctx, organization, args);
  }
}
