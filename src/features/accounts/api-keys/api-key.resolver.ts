import { Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../../graphql/context';
import { Organization } from '../../organizations/organization.entity';
import { visibleOrganization } from '../../organizations/organization.queries';
import { Account } from '../account.entity';
import { ApiKey } from './api-key.entity';
import { apiKeysOf, visibleApiKey } from './api-key.queries';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => Organization, {
    nullable: true,
    description:
      'It reaches no further than here and beneath, whatever its account may; null where the viewer may not read it.',
  })
  async organization(@Root() { organizationId }: ApiKey, @Ctx() ctx: ReadContext) {
    return (await visibleOrganization(ctx).load(organizationId)) ?? null;
  }

  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key that replaced it; null while none has.' })
  replacedBy(@Root() { replacedById }: ApiKey, @Ctx() ctx: ReadContext) {
    return replacedById === null ? null : visibleApiKey(ctx).load(replacedById);
  }
}

@Resolver(() => Account)
export class AccountApiKeysResolver {
  @Extensions({ cost: { size: 100 } })
  @FieldResolver(() => [ApiKey], {
    description:
      'Its keys, those that are neither expired nor taken back first, then the newest first, at most 100; empty where the viewer may not read accounts.',
  })
  apiKeys(@Root() { id }: Account, @Ctx() ctx: ReadContext) {
    return apiKeysOf(ctx).load(id);
  }
}
