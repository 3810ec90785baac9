import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WriteContext } from '../../graphql/context';
import { Writes } from '../../graphql/mutation';
import { abolishPost } from './abolish-post';
import { AppointInput, EndAppointmentInput } from './appointment.inputs';
import { appoint, endAppointment } from './appointment.service';
import { createPost } from './create-post';
import { AbolishPostInput, CreatePostInput } from './post.inputs';
import { AbolishPostPayload, AppointPayload, CreatePostPayload, EndAppointmentPayload } from './post.payloads';

@Resolver()
export class PostMutations {
  @Writes({ structure: 'shared' })
  @Mutation(() => CreatePostPayload, { description: 'Sets up a post at an organization, or in one of its grids.' })
  createPost(@Arg('input', () => CreatePostInput) input: CreatePostInput, @Ctx() tx: WriteContext) {
    return createPost(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => AbolishPostPayload, {
    description: 'Gives up a post; whoever holds it holds it no longer from that day on.',
  })
  abolishPost(@Arg('input', () => AbolishPostInput) input: AbolishPostInput, @Ctx() tx: WriteContext) {
    return abolishPost(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => AppointPayload, { description: 'Puts a person in a post, while there is a free seat.' })
  appoint(@Arg('input', () => AppointInput) input: AppointInput, @Ctx() tx: WriteContext) {
    return appoint(tx, input);
  }

  @Writes({ structure: 'shared' })
  @Mutation(() => EndAppointmentPayload, { description: 'Ends an appointment.' })
  endAppointment(@Arg('input', () => EndAppointmentInput) input: EndAppointmentInput, @Ctx() tx: WriteContext) {
    return endAppointment(tx, input);
  }
}
