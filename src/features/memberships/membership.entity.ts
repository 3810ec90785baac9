import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { DateScalar } from '../../graphql/scalars';
import type { Moment } from '../organizations/history/moment';
import { MembershipEnd, MembershipStatus } from './membership.status';

registerEnumType(MembershipStatus, {
  name: 'MembershipStatus',
  description: 'How far someone has come in joining the party; one step at a time.',
  valuesConfig: {
    APPLICANT: { description: 'Has applied (入党申请人).' },
    ACTIVIST: { description: 'Is being trained (入党积极分子).' },
    DEVELOPMENT_TARGET: { description: 'Is to be admitted (发展对象).' },
    PROBATIONARY: { description: 'Is a member on probation (预备党员).' },
    FULL: { description: 'Is a full member (正式党员).' },
  },
});
registerEnumType(MembershipEnd, {
  name: 'MembershipEnd',
  description: 'Why a membership ended.',
  valuesConfig: {
    REASSIGNED: { description: 'Another one was opened within the county on the same day.' },
    TRANSFERRED: { description: 'The membership was transferred elsewhere (组织关系转出).' },
    LEFT: { description: 'He left of his own will.' },
    EXPELLED: { description: 'He was expelled.' },
    DECEASED: { description: 'He died.' },
  },
});

@Entity('membership')
@ObjectType({ implements: Node, description: 'A person in one organization for a period (党员组织关系).' })
export class Membership extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'person_id' })
  personId!: string;

  @Column('bigint', { name: 'organization_id' })
  organizationId!: string;

  @Column('text')
  @Field(() => MembershipStatus, { description: 'How far he has come.' })
  status!: MembershipStatus;

  @Column('date', { name: 'status_since' })
  @Field(() => DateScalar, { description: 'Day from which he has this status in this organization.' })
  statusSince!: string;

  @Column('date', { name: 'started_on' })
  @Field(() => DateScalar, { description: 'First day on which it holds.' })
  startedOn!: string;

  @Column('date', { name: 'ended_on', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which it no longer holds; null while it is open.',
  })
  endedOn!: string | null;

  @Column('text', { name: 'end_reason', nullable: true })
  @Field(() => MembershipEnd, { nullable: true, description: 'Why it ended; null while it is open.' })
  endReason!: MembershipEnd | null;

  @Column('text', { name: 'external_reference', nullable: true })
  @Field(() => String, {
    nullable: true,
    description: 'Its key in another register; unique among open memberships of the tenant.',
  })
  externalReference!: string | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  /** The first day in its present organization, where a reorganization carried it there. */
  @Column('date', { name: 'placed_on', nullable: true })
  placedOn!: string | null;

  /** When it stood so; undefined: today. */
  moment?: Moment;

  /** One primary membership at a time; the database forbids overlap. */
  @Column('boolean', { name: 'is_primary', default: true })
  isPrimary!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Membership', this.id);
  }
}
