import { defineNode } from '../../graphql/node';
import type { Feature } from '../../graphql/schema';
import { visibleAppointment } from './appointment.queries';
import { AppointmentResolver } from './appointment.resolver';
import { PostMutations } from './post.mutations';
import { permissions } from './post.permissions';
import { visiblePost } from './post.queries';
import { OrganizationPostsResolver, PostResolver } from './post.resolver';

defineNode('Post', visiblePost, ({ organizationId }) => organizationId);
defineNode('Appointment', visibleAppointment, ({ organizationId }) => organizationId);

export const posts: Feature = {
  resolvers: [PostResolver, AppointmentResolver, OrganizationPostsResolver, PostMutations],
  permissions,
};
