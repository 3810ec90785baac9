import { Extensions, Field } from 'type-graphql';
import { ObjectType } from '../../../graphql/object-type';
import { Organization } from '../../organizations/organization.entity';
import { StructuralPayload } from '../../organizations/organization.payloads';
import { Reorganization } from '../plans/reorganization.entity';

@ObjectType({ description: 'Result of a structural act.' })
abstract class DatedPayload extends StructuralPayload {
  @Field(() => Reorganization, {
    nullable: true,
    description:
      'The act on record: done, or put off to its day. It can be undone. Null when refused, or when nothing was to be done.',
  })
  reorganization?: Reorganization | null;
}

@ObjectType({ description: 'Result of `renameOrganization`.' })
export class RenameOrganizationPayload extends DatedPayload {}

@ObjectType({ description: 'Result of `moveOrganization`.' })
export class MoveOrganizationPayload extends DatedPayload {}

@ObjectType({ description: 'Result of `mergeOrganizations`: the one that the others went into.' })
export class MergeOrganizationsPayload extends DatedPayload {}

@ObjectType({ description: 'Result of `splitOrganization`: the one that was split.' })
export class SplitOrganizationPayload extends DatedPayload {
  @Extensions({ cost: { size: 100, distinct: true } })
  @Field(() => [Organization], {
    nullable: true,
    description: 'The parts, in the order of the input; null when refused.',
  })
  parts?: Organization[] | null;
}

@ObjectType({ description: 'Result of `dissolveOrganization`.' })
export class DissolveOrganizationPayload extends DatedPayload {}

@ObjectType({ description: 'Result of `restoreOrganization`.' })
export class RestoreOrganizationPayload extends DatedPayload {}
