import { actorOf, type ActorRow } from '../../access/actor';
import { actorStatement } from '../../access/read-actor';
import { grantHolds, grantRootIds } from '../../access/grant.sql';
import { placesAbove, standings } from '../../access/holds';
import { rolesWith, type Permission } from '../../access/permission';
import type { Id } from '../../database/id';
import { sql } from '../../database/sql';
import { notFound } from '../../errors';
import { query, tenantOf, type ReadContext } from '../../graphql/context';
import { fromGlobalId } from '../../graphql/ids';
import { homeOf, readNode } from '../../graphql/node';
import { visibleAccount, visibleGrant } from '../accounts/account.queries';
import type { Grant } from '../accounts/grant.entity';
import { MissingAccessReason, type AccessExplanation, type MissingAccess } from './explanation.type';
import { judgeGrant, type AskedGrant, type Judgement } from './judge-grant';

export interface ExplainArguments {
  accountId: string;
  nodeId: string;
  permission: Permission;
  strictly: boolean | null;
}

export const mostTold = 100;

/** Whether the account may, and why: the door's own question decides, its grants one by one are the reasons. */
export async function explainAccess(ctx: ReadContext, args: ExplainArguments): Promise<AccessExplanation> {
  const account = await visibleAccount(ctx).load(fromGlobalId('Account', args.accountId));
  const node = await readNode(ctx, args.nodeId);
  if (!account || !node) throw notFound();
  const [organizationId, strictly, { permission }] = [homeOf(node), args.strictly === true, args];

  const session = await ctx.session();
  const question = { accountId: account.id, now: ctx.actor.now, evenSuspended: true };
  const asked = actorOf(await session.query<ActorRow>(actorStatement(question)), question.now);
  if (!asked) throw notFound();
  const [standing] = await standings(session, asked, permission, [organizationId], strictly);
  const isHeld = standing === 'permitted';

  const grants = await grantsOf(ctx, account.id);
  const among = grants.flatMap(({ rootIds, organizationId: place }) => [...rootIds, place]);
  const [above = new Map<Id, number>()] = await placesAbove(session, among, [organizationId]);
  const judged = grants.map((grant) => ({
    grant,
    judgement: judgeGrant(grant, { permission, strictly, above, today: ctx.actor.today }),
  }));
  const matters = judged.filter(({ judgement }) => judgement && 'gives' in judgement === isHeld);
  const told = await toldOf(ctx, matters.slice(0, mostTold));

  const isSuspended = account.suspendedAt !== null;
  const about = { permission, strictly, organizationId };
  return Object.assign(about, {
    account,
    node,
    isAllowed: isHeld && !isSuspended,
    isComplete: told.length === matters.length,
    proofs: isHeld && !isSuspended ? told.flatMap((each) => proofOf(each, about)) : [],
    missing: [
      ...(isSuspended ? [missing(MissingAccessReason.ACCOUNT_SUSPENDED)] : []),
      ...(isHeld ? [] : told.flatMap(({ grant, judgement }) => lackOf(grant, judgement, permission))),
      ...(isHeld || matters.length > 0 ? [] : [missing(MissingAccessReason.NO_GRANT, null, permission)]),
    ],
  });
}

interface Told {
  grant: Grant;
  judgement: Judgement;
}

/** Those of the grants that the actor may see himself. */
async function toldOf(
  ctx: ReadContext,
  judged: readonly { grant: AskedGrant; judgement: Judgement }[],
): Promise<Told[]> {
  const found = await Promise.all(judged.map(({ grant }) => visibleGrant(ctx).load(grant.id)));
  return found.flatMap((grant, index) => (grant ? [{ grant, judgement: judged[index]?.judgement }] : []));
}

type About = Pick<AccessExplanation, 'permission' | 'strictly' | 'organizationId'>;

function proofOf({ grant, judgement }: Told, about: About): AccessExplanation['proofs'] {
  return judgement && 'gives' in judgement ? [{ grant, role: grant.role, ...judgement.gives, about }] : [];
}

function lackOf(grant: Grant, judgement: Judgement, permission: Permission): MissingAccess[] {
  return judgement && 'lacks' in judgement ? [missing(judgement.lacks, grant, permission)] : [];
}

function missing(reason: MissingAccessReason, grant: Grant | null = null, permission?: Permission): MissingAccess {
  const aboutRoles = reason === MissingAccessReason.NO_GRANT || reason === MissingAccessReason.ROLE_LACKS_PERMISSION;
  return { reason, grant, roles: aboutRoles && permission ? rolesWith(permission) : [] };
}

/** Every grant that the account was ever given, those it holds judged by the condition that lets it act. */
function grantsOf(ctx: ReadContext, accountId: Id): Promise<AskedGrant[]> {
  return query(
    ctx,
    sql`select g.id, g.role, g.organization_id as "organizationId", g.grid_id as "gridId", g.starts_on as "startsOn",
        g.revoked_at as "revokedAt", (${grantRootIds})::text[] as "rootIds", ${grantHolds(ctx.actor)} as holds
      from role_grant g where g.tenant_id = ${tenantOf(ctx)}::bigint and g.account_id = ${accountId}::bigint order by g.id`,
  );
}
