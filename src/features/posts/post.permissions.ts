import type { ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { can, inherited, inheritedConnection, scoped, type PermissionPage } from '../../graphql/rules';
import { visibleAppointment } from './appointment.queries';
import { visiblePost } from './post.queries';

type Naming<Field extends string> = { input: Record<Field, string> };

const place = can('post:write', (_parent: unknown, { input }: Naming<'organizationId'>) =>
  fromGlobalId('Organization', input.organizationId),
);
const post = can('post:write', async (_parent: unknown, { input }: Naming<'postId'>, ctx: ReadContext) => {
  return (await visiblePost(ctx).load(fromGlobalId('Post', input.postId)))?.organizationId;
});
const appointment = can(
  'post:write',
  async (_parent: unknown, { input }: Naming<'appointmentId'>, ctx: ReadContext) => {
    return (await visibleAppointment(ctx).load(fromGlobalId('Appointment', input.appointmentId)))?.organizationId;
  },
);

export const permissions: PermissionPage = {
  Mutation: {
    createPost: place,
    abolishPost: post,
    // The person is read within what the actor sees.
    appoint: post,
    endAppointment: appointment,
  },
  Organization: { posts: scoped('post:read') },
  Post: {
    ...inherited('id', 'kind', 'title', 'organization', 'minimumHolders', 'maximumHolders', 'termMonths', 'isVacant'),
    ...inherited('appointments', 'abolishedOn', 'version'),
    grid: scoped('grid:read'),
  },
  Appointment: inherited('id', 'post', 'person', 'startedOn', 'endedOn', 'how', 'termEndsOn', 'version'),
  ...inheritedConnection('Post'),
  CreatePostPayload: inherited('post', 'userErrors'),
  AbolishPostPayload: inherited('post', 'userErrors'),
  AppointPayload: inherited('appointment', 'userErrors'),
  EndAppointmentPayload: inherited('appointment', 'userErrors'),
  PostError: inherited('field', 'message', 'code'),
};
