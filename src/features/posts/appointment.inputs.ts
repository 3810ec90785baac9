import { Field, ID, InputType, Int } from 'type-graphql';
import { DateScalar } from '../../graphql/scalars';
import { AppointmentHow } from './appointment.entity';

@InputType({ description: 'A person to hold a post from a day on.' })
export class AppointInput {
  @Field(() => ID, { description: 'To what.' })
  postId!: string;

  @Field(() => ID, { description: 'Who; anyone the viewer may read, a member or not.' })
  personId!: string;

  @Field(() => DateScalar, { description: 'First day on which he holds the post.' })
  startedOn!: string;

  @Field(() => AppointmentHow, { description: 'How he came to it.' })
  how!: AppointmentHow;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'The end of an appointment.' })
export class EndAppointmentInput {
  @Field(() => ID, { description: 'The appointment.' })
  appointmentId!: string;

  @Field(() => DateScalar, { description: 'First day on which he no longer holds the post; later than it began.' })
  endedOn!: string;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}
