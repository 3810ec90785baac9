import type { ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { homeOf, nodeTypes, readNode } from '../../graphql/node';
import { can, canAny, inherited, type PermissionPage } from '../../graphql/rules';
import { visibleAccount } from '../accounts/account.queries';
import type { AccessDiffArgs } from './difference.type';
import type { ExplainArguments } from './explain-access';
import type { WhoCanArgs } from './who-can.type';

const accountOf = (ctx: ReadContext, { accountId }: { accountId: string }) =>
  visibleAccount(ctx).load(fromGlobalId('Account', accountId));

const questions: PermissionPage = {
  Query: {
    // One's own account is one's own affair, as far as one sees the node.
    explainAccess: canAny<ExplainArguments>('grant:read', async (args, ctx) => {
      const [account, node] = [await accountOf(ctx, args), await readNode(ctx, args.nodeId)];
      if (!account || !node) return undefined;
      return account.id === ctx.actor.accountId || [account.organizationId, homeOf(node)];
    }),
    accessDiff: canAny<AccessDiffArgs>('grant:read', async (args, ctx) => {
      const account = await accountOf(ctx, args);
      return account && (account.id === ctx.actor.accountId || [account.organizationId]);
    }),
    whoCan: can<unknown, WhoCanArgs>(
      'grant:read',
      async (_parent, { nodeId }, ctx) => {
        const node = await readNode(ctx, nodeId);
        return node && homeOf(node);
      },
      { seen: true },
    ),
  },
  // What these name is read within the viewer's own reach: it is null, or left out, beyond it.
  AccessExplanation: inherited(
    ...['account', 'node', 'organization', 'permission', 'isAllowed', 'isComplete', 'proofs', 'missing'],
  ),
  AccessProof: inherited('grant', 'role', 'organization', 'depth', 'viaGrid', 'rule'),
  MissingAccess: inherited('reason', 'grant', 'roles', 'message'),
  WhoCanConnection: inherited('edges', 'pageInfo', 'totalCount'),
  WhoCanEdge: inherited('cursor', 'account', 'roles', 'grants', 'isHeldAbove'),
  AccessDiffConnection: inherited('edges', 'nodes', 'pageInfo', 'totalCount', 'isComplete'),
  AccessDiffEdge: inherited('cursor', 'node'),
  AccessDifference: inherited('organization', 'gained', 'lost', 'organizations'),
};

/** Whoever sees a node may know what he may do with it. Read when the schema is built: by then every node type is known. */
export function permissions(): PermissionPage {
  return { ...questions, ...Object.fromEntries(nodeTypes().map((type) => [type, inherited('viewerCan')])) };
}
