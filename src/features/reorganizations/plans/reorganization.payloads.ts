import { Field } from 'type-graphql';
import { ObjectType } from '../../../graphql/object-type';
import { Impact } from '../../organizations/organization.payloads';
import { Organization } from '../../organizations/organization.entity';
import { ReorganizationError } from '../reorganization.errors';
import { Reorganization } from './reorganization.entity';

@ObjectType({ description: 'Result of a step of a reorganization.' })
abstract class ReorganizationPayload {
  @Field(() => Reorganization, { nullable: true, description: 'As it is now; null when refused.' })
  reorganization?: Reorganization | null;

  @Field(() => Impact, { nullable: true, description: 'What was, or would be, touched; null where nothing is.' })
  impact?: Impact | null;

  @Field(() => [ReorganizationError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: ReorganizationError[];
}

@ObjectType({ description: 'Result of `previewReorganization`: everything selected beneath is as it would be.' })
export class PreviewReorganizationPayload extends ReorganizationPayload {
  @Field(() => Organization, {
    nullable: true,
    description: 'The organization that the plan hangs from, with the tree beneath as it would be; null when refused.',
  })
  organization?: Organization | null;
}

@ObjectType({ description: 'Result of `draftReorganization`.' })
export class DraftReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `amendReorganization`.' })
export class AmendReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `proposeReorganization`.' })
export class ProposeReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `approveReorganization`.' })
export class ApproveReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `rejectReorganization`.' })
export class RejectReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `applyReorganization`.' })
export class ApplyReorganizationPayload extends ReorganizationPayload {}

@ObjectType({ description: 'Result of `undoReorganization`.' })
export class UndoReorganizationPayload extends ReorganizationPayload {}
