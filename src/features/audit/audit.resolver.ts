import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Account } from '../accounts/account.entity';
import { visibleAccount } from '../accounts/account.queries';
import { ApiKey } from '../accounts/api-keys/api-key.entity';
import { visibleApiKey } from '../accounts/api-keys/api-key.queries';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { AuditEntry } from './audit-entry.entity';
import { filtersOf } from './audit.filters';
import { AuditArgs } from './audit.inputs';
import { listAuditEntries } from './audit-list';
import { sealOf } from './audit.queries';

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

  @FieldResolver(() => ApiKey, {
    nullable: true,
    description:
      'The API key it was done with; null where it was done without one or before keys were named, and where the viewer may not read accounts.',
  })
  async apiKey(@Root() { apiKeyId }: AuditEntry, @Ctx() ctx: ReadContext) {
    return (apiKeyId && (await visibleApiKey(ctx).load(apiKeyId))) ?? null;
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'Where it was done; null where the viewer may not read it.',
  })
  async organization(@Root() entry: AuditEntry, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(entry.organizationId)) ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Its place in the chain of the tenant (链号), from 1 and without gaps; null until it is sealed, a second or so.',
  })
  async number(@Root() entry: AuditEntry, @Ctx() ctx: ReadContext) {
    return (await sealOf(ctx).load(entry.id))?.number ?? null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'SHA-256 of the hash before it in the chain and of this entry, in 64 hexadecimal digits; null until it is sealed.',
  })
  async hash(@Root() entry: AuditEntry, @Ctx() ctx: ReadContext) {
    return (await sealOf(ctx).load(entry.id))?.hash ?? null;
  }
}

@Resolver(() => Organization)
export class OrganizationAuditResolver {
  @pageCost
  @FieldResolver(() => AuditEntryConnection, {
    description: 'What was done here, or here and beneath, newest first. Empty without the permission.',
  })
  async auditEntries(
    @Root() organization: Organization,
    @Args(() => AuditArgs) args: AuditArgs,
    @Ctx() ctx: ReadContext,
  ) {
    return listAuditEntries(ctx, organization, await filtersOf(ctx, args));
  }
}
