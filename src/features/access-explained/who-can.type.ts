import { ArgsType, Extensions, Field, ID, Int } from 'type-graphql';
import { Role, type Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import { PageArgs, PageInfo } from '../../graphql/connection';
import { ObjectType } from '../../graphql/object-type';
import { PermissionEnum } from '../../graphql/permission-enum';

@ArgsType()
export class WhoCanArgs extends PageArgs {
  @Field(() => ID, { description: 'With what; a node of any type.' })
  nodeId!: string;

  @Field(() => PermissionEnum, { description: 'Doing what.' })
  permission!: Permission;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether it has to be held above the organization of the node, as to change an organization itself.',
  })
  strictly?: boolean | null;
}

@ObjectType({ description: 'An account that may do something with a node today.' })
export class WhoCanEdge {
  @Field({ description: 'Marks this place for `after` and `before`.' })
  cursor!: string;

  @Field(() => [Role], { description: 'By which roles, also those given where the viewer may not read grants.' })
  roles!: Role[];

  accountId!: Id;
  grantIds!: Id[];
}

@ObjectType({ description: 'A page of the accounts that may do something with a node.' })
export class WhoCanConnection {
  @Extensions({ cost: { role: 'inside', distinct: true } })
  @Field(() => [WhoCanEdge], { description: 'The page, in the order in which the accounts were created.' })
  edges!: WhoCanEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  @Extensions({ cost: { weight: 1 } })
  // Counted when it is read, and so no plain property.
  @Field(() => Int, {
    simple: false,
    description: 'How many accounts may, those included that the viewer may not see; counted only when selected.',
  })
  totalCount!: number;
}
