import { Field, Int, registerEnumType } from 'type-graphql';
import { Role, type Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import { PermissionEnum } from '../../graphql/permission-enum';
import { Account } from '../accounts/account.entity';
import { Grant } from '../accounts/grant.entity';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';

export enum MissingAccessReason {
  ACCOUNT_SUSPENDED = 'ACCOUNT_SUSPENDED',
  NO_GRANT = 'NO_GRANT',
  GRANT_NOT_YET = 'GRANT_NOT_YET',
  GRANT_ENDED = 'GRANT_ENDED',
  GRANT_REVOKED = 'GRANT_REVOKED',
  ROLE_LACKS_PERMISSION = 'ROLE_LACKS_PERMISSION',
  OTHER_PLACE = 'OTHER_PLACE',
  OUTSIDE_GRID = 'OUTSIDE_GRID',
  AT_NOT_ABOVE = 'AT_NOT_ABOVE',
}
registerEnumType(MissingAccessReason, {
  name: 'MissingAccessReason',
  description: 'Why something may not be done, seen from what the account has been given.',
  valuesConfig: {
    ACCOUNT_SUSPENDED: { description: 'The account may not sign in for the time being.' },
    NO_GRANT: { description: 'Nothing that it has been given comes near.' },
    GRANT_NOT_YET: { description: 'The grant would do, and begins on a later day.' },
    GRANT_ENDED: { description: 'The grant would have done, and has ended.' },
    GRANT_REVOKED: { description: 'The grant would have done, and was taken back.' },
    ROLE_LACKS_PERMISSION: { description: 'The grant reaches the place, and its role does not allow this.' },
    OTHER_PLACE: { description: 'The role of the grant allows this, elsewhere.' },
    OUTSIDE_GRID: { description: 'The grant is kept to a grid, which does not cover the place.' },
    AT_NOT_ABOVE: { description: 'It is held at the place itself, and this has to be held above it.' },
  },
});

@ObjectType({ description: 'One grant by which something may be done, and how it reaches the node.' })
export class AccessProof {
  @Field(() => Grant, { description: 'What was given.' })
  grant!: Grant;

  @Field(() => Role, { description: 'Its role, which allows this.' })
  role!: Role;

  @Field(() => Int, {
    description:
      "How many levels above the node's organization it reaches from: 0 at that organization. Kept to a grid, it reaches from a building group.",
  })
  depth!: number;

  /** Where it reaches from: the organization of the grant, or a building group of its grid. */
  rootId!: Id;
  about!: Pick<AccessExplanation, 'permission' | 'strictly' | 'organizationId'>;
}

@ObjectType({ description: 'One thing that stands in the way.' })
export class MissingAccess {
  @Field(() => MissingAccessReason, { description: 'What kind of thing.' })
  reason!: MissingAccessReason;

  @Field(() => Grant, { nullable: true, description: 'The grant that it is about; null when it is about none.' })
  grant!: Grant | null;

  @Field(() => [Role], {
    description: 'The roles that would allow it, for ROLE_LACKS_PERMISSION and NO_GRANT; empty otherwise.',
  })
  roles!: Role[];
}

@ObjectType({ description: 'Whether an account may do something with a node today, and by what, or what is missing.' })
export class AccessExplanation {
  @Field(() => Account, { description: 'Who is asked about.' })
  account!: Account;

  @Field(() => Node, { description: 'With what.' })
  node!: Node;

  @Field(() => PermissionEnum, { description: 'Doing what.' })
  permission!: Permission;

  @Field({ description: 'Whether it may; what the door of the operation would say now.' })
  isAllowed!: boolean;

  @Field({
    description:
      'Whether everything is told. False when a grant that matters was given where the viewer may not read grants.',
  })
  isComplete!: boolean;

  proofs!: AccessProof[];
  missing!: MissingAccess[];
  organizationId!: Id;
  strictly!: boolean;
}
