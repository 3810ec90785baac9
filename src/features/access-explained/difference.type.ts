import { ArgsType, Extensions, Field, ID, Int } from 'type-graphql';
import type { Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import { PageArgs, PageInfo } from '../../graphql/connection';
import { ObjectType } from '../../graphql/object-type';
import { PermissionEnum } from '../../graphql/permission-enum';
import { DateScalar } from '../../graphql/scalars';

@ArgsType()
export class AccessDiffArgs extends PageArgs {
  @Field(() => ID, { description: 'Whose.' })
  accountId!: string;

  @Field(() => DateScalar, { description: 'The earlier day.' })
  from!: string;

  @Field(() => DateScalar, { description: 'The later day, or the same; it may lie ahead.' })
  to!: string;
}

/** A place in the tree of the later day. */
export interface Placed {
  id: Id;
  path: string;
}

@ObjectType({
  description: 'An organization where what an account may do changes; what changes alike beneath it is folded into it.',
})
export class AccessDifference {
  @Field(() => [PermissionEnum], { description: 'What it may do on the later day and could not on the earlier.' })
  gained!: Permission[];

  @Field(() => [PermissionEnum], { description: 'What it could do on the earlier day and may not on the later.' })
  lost!: Permission[];

  /** Where it stands on the later day; the key of the list. */
  key!: string;
  organizationId!: Id;
  /** The topmost places beneath where something else changes, or nothing, or that the viewer may not read. */
  otherwise!: Placed[];
  day!: string;
}

@ObjectType({ description: 'One place in a list of AccessDifference.' })
export class AccessDiffEdge {
  @Field({ description: 'Marks this place for `after` and `before`.' })
  cursor!: string;

  @Field(() => AccessDifference, { description: 'What stands here.' })
  node!: AccessDifference;
}

@ObjectType({ description: 'A page of the organizations where what an account may do changes between two days.' })
export class AccessDiffConnection {
  @Extensions({ cost: { role: 'inside', distinct: true } })
  @Field(() => [AccessDiffEdge], { description: 'The page, in the order of the tree of the later day.' })
  edges!: AccessDiffEdge[];

  @Extensions({ cost: { role: 'inside', distinct: true } })
  @Field(() => [AccessDifference], { description: 'The page without cursors.' })
  nodes!: AccessDifference[];

  @Field(() => PageInfo, { description: 'Where this page stands in the list.' })
  pageInfo!: PageInfo;

  // Counted when it is read, and so no plain property.
  @Field(() => Int, { simple: false, description: 'How many the whole list holds.' })
  totalCount!: number;

  @Field({ description: 'Whether that is all; false when something changes where the viewer may not read.' })
  isComplete!: boolean;
}
