import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';
import { Appointment } from './appointment.entity';
import { Post } from './post.entity';
import { PostError } from './post.errors';

@ObjectType({ description: 'Result of a change of a post.' })
abstract class PostPayload {
  @Field(() => Post, { nullable: true, description: 'As it is now; null when refused.' })
  post?: Post | null;

  @Field(() => [PostError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: PostError[];
}

@ObjectType({ description: 'Result of `createPost`.' })
export class CreatePostPayload extends PostPayload {}

@ObjectType({ description: 'Result of `abolishPost`.' })
export class AbolishPostPayload extends PostPayload {}

@ObjectType({ description: 'Result of a change of an appointment.' })
abstract class AppointmentPayload {
  @Field(() => Appointment, { nullable: true, description: 'As it is now; null when refused.' })
  appointment?: Appointment | null;

  @Field(() => [PostError], { description: 'Why it was refused; empty when it was done.' })
  userErrors!: PostError[];
}

@ObjectType({ description: 'Result of `appoint`.' })
export class AppointPayload extends AppointmentPayload {}

@ObjectType({ description: 'Result of `endAppointment`.' })
export class EndAppointmentPayload extends AppointmentPayload {}
