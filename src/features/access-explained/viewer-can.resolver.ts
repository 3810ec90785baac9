import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { permissionsAt } from '../../access/holds';
import type { Permission } from '../../access/permission';
import type { ReadContext } from '../../graphql/context';
import { homeOf, Node } from '../../graphql/node';
import { PermissionEnum } from '../../graphql/permission-enum';
import type { Moment } from '../organizations/history/moment';
import { placesAboveHome } from './viewer-can.queries';

@Resolver(() => Node)
export class ViewerCanResolver {
  @FieldResolver(() => [PermissionEnum], {
    description:
      'What the viewer may do with it: what he holds at the organization that answers for it, or above. Of a node of another day: by his grants of today, and what stood above it on that day. In the order of the permissions.',
  })
  async viewerCan(
    @Root() node: Node & { moment?: Moment },
    @Arg('strictly', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description:
        'Only what he holds above that organization: what it takes to change an organization itself, and to give and take grants there.',
    })
    strictly: boolean | null,
    @Ctx() ctx: ReadContext,
  ): Promise<Permission[]> {
    const above = await placesAboveHome(ctx).load({ id: homeOf(node), moment: node.moment });
    return permissionsAt(ctx.actor, above, strictly === true);
  }
}
