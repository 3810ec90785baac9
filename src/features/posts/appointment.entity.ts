import { Field, Int, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { toGlobalId } from '../../graphql/ids';
import { Node } from '../../graphql/node';
import { ObjectType } from '../../graphql/object-type';
import { DateScalar } from '../../graphql/scalars';

export enum AppointmentHow {
  ELECTED = 'ELECTED',
  APPOINTED = 'APPOINTED',
  ACTING = 'ACTING',
}
registerEnumType(AppointmentHow, {
  name: 'AppointmentHow',
  description: 'How someone came to a post.',
  valuesConfig: {
    ELECTED: { description: 'By a vote (选举).' },
    APPOINTED: { description: 'By a decision from above (任命).' },
    ACTING: { description: 'For the time being (代理).' },
  },
});

@Entity('appointment')
@ObjectType({ implements: Node, description: 'A person in a post for a period (任职).' })
export class Appointment extends Node {
  @PrimaryColumn('bigint', { name: 'tenant_id' })
  tenantId!: string;

  @PrimaryColumn('bigint')
  id!: string;

  @Column('bigint', { name: 'post_id' })
  postId!: string;

  /** Where the post is; read along with it. */
  organizationId!: string;

  @Column('bigint', { name: 'person_id' })
  personId!: string;

  @Column('date', { name: 'started_on' })
  @Field(() => DateScalar, { description: 'First day on which he holds the post.' })
  startedOn!: string;

  @Column('date', { name: 'ended_on', nullable: true })
  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which he no longer holds it; null while that is open.',
  })
  endedOn!: string | null;

  @Column('text')
  @Field(() => AppointmentHow, { description: 'How he came to it.' })
  how!: AppointmentHow;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      "First day after his term: the first day and the post's term. He stays until the appointment is ended. Null where there are no terms.",
  })
  termEndsOn!: string | null;

  @Column('integer', { default: 1 })
  @Field(() => Int, { description: 'Grows with each change; send it back as `expectedVersion`.' })
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  get globalId(): string {
    return toGlobalId('Appointment', this.id);
  }
}
