import { Args, Ctx, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType, pageCost } from '../../graphql/connection';
import type { ReadContext } from '../../graphql/context';
import { Grid } from '../grids/grid.entity';
import { visibleGrid } from '../grids/grid.queries';
import { Organization } from '../organizations/organization.entity';
import { visibleOrganization } from '../organizations/organization.queries';
import { Appointment } from './appointment.entity';
import { appointmentsOfPost } from './appointment.queries';
import { Post } from './post.entity';
import { PostArgs } from './post.inputs';
import { listPosts } from './post.queries';

const PostConnection = connectionType(Post);

@Resolver(() => Post)
export class PostResolver {
  @FieldResolver(() => Organization, {
    description: 'Where it is; of a grid, the organization to which the grid belongs.',
  })
  organization(@Root() post: Post, @Ctx() ctx: ReadContext) {
    return visibleOrganization(ctx).load(post.organizationId);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The grid whose post it is; null when it is of the organization.',
  })
  async grid(@Root() { gridId }: Post, @Ctx() ctx: ReadContext) {
    return (gridId && (await visibleGrid(ctx).load(gridId))) || null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether fewer hold it today than `minimumHolders`.' })
  async isVacant(@Root() post: Post, @Ctx() ctx: ReadContext) {
    return (await appointmentsOfPost(ctx).load(post.id)).length < post.minimumHolders;
  }

  @Extensions({ cost: { size: 50, weight: 1 } })
  @FieldResolver(() => [Appointment], { description: 'Who holds it today, longest first.' })
  appointments(@Root() post: Post, @Ctx() ctx: ReadContext) {
    return appointmentsOfPost(ctx).load(post.id);
  }
}

@Resolver(() => Organization)
export class OrganizationPostsResolver {
  @pageCost
  @FieldResolver(() => PostConnection, {
    description:
      'Posts there are today, here or here and beneath, grouped by place, parents first. Give `first` or `last`, 1 to 100.',
  })
  posts(@Root() organization: Organization, @Args(() => PostArgs) args: PostArgs, @Ctx() ctx: ReadContext) {
    return listPosts(ctx, organization, args);
  }
}
