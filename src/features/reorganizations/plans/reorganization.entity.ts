import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../../graphql/ids';
import { Node } from '../../../graphql/node';
import { ObjectType } from '../../../graphql/object-type';
import { DateScalar } from '../../../graphql/scalars';

export enum ReorganizationState {
  DRAFT = 'DRAFT',
  PROPOSED = 'PROPOSED',
  APPROVED = 'APPROVED',
  APPLIED = 'APPLIED',
  UNDONE = 'UNDONE',
  REJECTED = 'REJECTED',
}
registerEnumType(ReorganizationState, {
  name: 'ReorganizationState',
  description: 'How far a reorganization has come.',
  valuesConfig: {
    DRAFT: { description: 'Its acts may be changed, by several people, over days.' },
    PROPOSED: { description: 'Waits for the approval of someone other than its author.' },
    APPROVED: { description: 'Takes effect by itself on its day; an act put off to a day to come begins here.' },
    APPLIED: { description: 'Done, as a whole.' },
    UNDONE: { description: 'Done and taken back, as a whole.' },
    REJECTED: { description: 'Will not be done.' },
  },
});

@Entity('reorganization')
@ObjectType({
  implements: Node,
  description:
    'Structural acts that are previewed, approved, applied and undone as a whole (机构调整方案); or one act by itself.',
})
export class Reorganization extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('text')
  @Field({ description: 'What it is called.' })
  name!: string;

  @Column('text', { nullable: true })
  @Field(() => String, { nullable: true, description: 'Why; it stands in the audit trail and in the lineage.' })
  reason!: string | null;

  @Column('date', { name: 'effective_on' })
  @Field(() => DateScalar, { description: 'Day from which it holds.' })
  effectiveOn!: string;

  @Column('text')
  @Field(() => ReorganizationState, { description: 'How far it has come.' })
  state!: ReorganizationState;

  @Column('boolean', { name: 'is_direct', default: false })
  @Field({
    description: 'Whether it is a single act, done or put off by one who may do it himself, rather than a plan.',
  })
  isDirect!: boolean;

  @Column('bigint', { name: 'author_id' })
  authorId!: string;

  @Column('timestamptz', { name: 'created_at' })
  @Field(() => Date, { description: 'When it was drafted.' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'proposed_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was proposed.' })
  proposedAt!: Date | null;

  @Column('bigint', { name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column('timestamptz', { name: 'approved_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was approved.' })
  approvedAt!: Date | null;

  @Column('bigint', { name: 'rejected_by', nullable: true })
  rejectedBy!: string | null;

  @Column('timestamptz', { name: 'rejected_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was rejected or withdrawn.' })
  rejectedAt!: Date | null;

  @Column('timestamptz', { name: 'applied_at', nullable: true })
  @Field(() => Date, {
    nullable: true,
    description: 'When it was applied; `knownAt` an instant before shows the tree without it.',
  })
  appliedAt!: Date | null;

  @Column('bigint', { name: 'undone_by', nullable: true })
  undoneBy!: string | null;

  @Column('timestamptz', { name: 'undone_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was undone.' })
  undoneAt!: Date | null;

  @Column('jsonb', { name: 'failure', nullable: true })
  failureSentences!: { en: string; zh: string } | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** The moment under which its last step is recorded, as PostgreSQL writes it. */
  moment!: string | null;

  get globalId(): string {
    return toGlobalId('Reorganization', this.id);
  }
}
