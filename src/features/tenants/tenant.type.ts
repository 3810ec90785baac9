import { Extensions, Field, ID, Int } from 'type-graphql';
import type { ActorTenant } from '../../access/actor';
import { toGlobalId } from '../../graphql/ids';
import { ObjectType } from '../../graphql/object-type';
import { inherited, type PermissionPage } from '../../graphql/rules';

@ObjectType({ description: 'A level of the tree (层级): tenant data, so that any county or country fits.' })
export class OrganizationLevel {
  @Field(() => Int, { description: '0 at the root; a child never has a smaller rank than its parent.' })
  rank!: number;

  @Field({ description: 'Stable code, as `STREET`.' })
  code!: string;

  @Field({ description: 'Name for people, as 街道党工委.' })
  name!: string;
}

@ObjectType({ description: 'One county (租户). Nothing crosses tenants.' })
export class Tenant {
  @Field(() => ID, { description: 'Opaque and lasting.' })
  id!: string;

  @Field({ description: 'Short name in lower case, as `fengjie`.' })
  code!: string;

  @Field({ description: 'Name for people.' })
  name!: string;

  @Extensions({ cost: { size: 10 } })
  @Field(() => [OrganizationLevel], { description: 'The levels of its tree, from the root down.' })
  levels!: OrganizationLevel[];

  @Field({ description: 'IANA name of the time zone its days are counted in.' })
  timeZone!: string;
}

export function toTenant(tenant: ActorTenant): Tenant {
  return { ...tenant, id: toGlobalId('Tenant', tenant.id) };
}

export const permissions: PermissionPage = {
  Tenant: inherited('id', 'code', 'name', 'levels', 'timeZone'),
  OrganizationLevel: inherited('rank', 'code', 'name'),
  PageInfo: inherited('hasNextPage', 'hasPreviousPage', 'startCursor', 'endCursor'),
};
