import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { ReadContext } from '../../graphql/context';
import { Person } from '../people/person.entity';
import { personOfRecord } from '../people/person.queries';
import { Appointment } from './appointment.entity';
import { Post } from './post.entity';
import { visiblePost } from './post.queries';

@Resolver(() => Appointment)
export class AppointmentResolver {
  @FieldResolver(() => Post, { description: 'What he holds.' })
  post(@Root() appointment: Appointment, @Ctx() ctx: ReadContext) {
    return visiblePost(ctx).load(appointment.postId);
  }

  @FieldResolver(() => Person, { description: 'Who holds it.' })
  person(@Root() appointment: Appointment, @Ctx() ctx: ReadContext) {
    return personOfRecord(ctx).load(appointment.personId);
  }
}
