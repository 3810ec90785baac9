import type { WriteContext } from '../../graphql/context';
import { toGlobalId } from '../../graphql/ids';
import { Appointment } from './appointment.entity';
import type { Post } from './post.entity';

function imageOfPost(post: Post): object {
  const { organizationId, gridId, kind, title, minimumHolders, maximumHolders, termMonths, abolishedOn, version } =
    post;
  return {
    post: post.globalId,
    organization: toGlobalId('Organization', organizationId),
    grid: gridId && toGlobalId('Grid', gridId),
    ...{ kind, title, minimumHolders, maximumHolders, termMonths, abolishedOn, version },
  };
}

function imageOfAppointment(appointment: Appointment): object {
  const { postId, personId, startedOn, endedOn, how, version } = appointment;
  return {
    appointment: appointment.globalId,
    post: toGlobalId('Post', postId),
    person: toGlobalId('Person', personId),
    ...{ startedOn, endedOn, how, version },
  };
}

/** Records a change where the post is; without `before` it is new there. */
export function recordChange<Item extends Post | Appointment>(
  tx: WriteContext,
  action: string,
  after: Item,
  before?: Item,
): void {
  const image = (item: Item) => (item instanceof Appointment ? imageOfAppointment(item) : imageOfPost(item));
  tx.audit({
    action,
    nodeType: after instanceof Appointment ? 'Appointment' : 'Post',
    nodeId: after.id,
    organizationId: after.organizationId,
    before: before ? image(before) : null,
    after: image(after),
  });
}
