import { counterCheck } from '../../../src/database/counters';
import { openSnapshot, openTransaction } from '../../../src/database/open';
import { sql } from '../../../src/database/sql';
import type { Caller } from '../../setup/api';
import type { TestNode, TestOrganization } from '../../setup/tenant';
import { World } from '../../setup/world';
import { allowNesting, structureFaults } from '../integrity';
import { outcomeOf } from './outcome';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const comparisons = 2_000;
const longest = 90_000;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

async function county() {
  const tenant = await world.tenant();
  await allowNesting(tenant);
  const places: TestOrganization[] = [];
  for (let made = 0; made < 3; made += 1) places.push(await tenant.add(tenant.root));
  for (const street of [...places]) for (let made = 0; made < 2; made += 1) places.push(await tenant.add(street));
  for (const community of places.slice(3)) places.push(await tenant.add(community));
  const members: TestNode[] = [];
  for (const at of places) members.push(await tenant.member({ in: at, startedOn: day(-100) }));
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const approver = (await tenant.actor({ role: 'ORGANIZER', at: tenant.root })).call;
  return { tenant, places, members, call, approver };
}

test('while some write, move, plan, undo and fold at once, counters and a recount agree in every snapshot', async () => {
  const { tenant, places, members, call, approver } = await county();
  const counted = new Map<string, number>();
  let going = true;
  const any = <Each>(list: readonly Each[]) => list[Math.floor(Math.random() * list.length)] as Each;
  const count = (what: string, by = 1) => counted.set(what, (counted.get(what) ?? 0) + by);
  const send = async (name: string, input: object, by: Caller = call) => {
    const outcome = await outcomeOf(by, name, input);
    count(`${name} ${outcome}`);
    return outcome;
  };
  /** One who does the same again and again until all is over. */
  const again = async (work: () => Promise<unknown>) => {
    while (going) await work();
  };

  const join = async () => {
    const { id, gid: personId } = await tenant.person(tenant.root);
    const [organizationId, startedOn] = [any(places).gid, day(any([-30, -1, 0, 1]))];
    const status = any(['FULL', 'PROBATIONARY', 'APPLICANT']);
    if ((await send('assignMembership', { personId, organizationId, status, startedOn })) !== 'done') return;
    const [row] = await tenant.rows<{ id: string }>('select id from membership where person_id = $1', [id]);
    const membershipId = `gid://sanlou/Membership/${row?.id}`;
    await send('changeMembershipStatus', { membershipId, status: 'FULL', effectiveOn: day(0) });
    if (any([true, true, false]))
      await send('endMembership', { membershipId, endedOn: day(any([0, 1, 2])), reason: 'LEFT' });
  };
  /** Several at once, so that something still waits to be folded when the next move begins. */
  const turn = async () => {
    const offset = any([0, 4, 7]);
    const { session } = await openTransaction({ pool: world.pool }, tenant.id, 'shared', 'select');
    await session.query(
      sql`update membership set status = case status when 'FULL' then 'PROBATIONARY' else 'FULL' end
        where tenant_id = ${tenant.id}::bigint and id = any(${members.slice(offset, offset + 8).map(({ id }) => id)}::bigint[])`,
    );
    await session.commit();
    count('turned');
  };
  const shift = () =>
    send('moveOrganization', { id: any(places.slice(3, 9)).gid, newParentId: any(places.slice(0, 3)).gid });
  const move = () => send('moveOrganization', { id: any(places).gid, newParentId: any([tenant.root, ...places]).gid });
  const reassign = async () => {
    const [last] = await tenant.rows<{ id: string }>(
      'select max(m.id) as id from membership m join membership one on one.person_id = m.person_id where one.id = $1',
      [any(members).id],
    );
    await send('reassignMembership', {
      ...{ membershipId: `gid://sanlou/Membership/${last?.id}`, organizationId: any(places).gid },
      effectiveOn: day(0),
    });
  };
  const plan = async () => {
    const [community, street] = [any(places.slice(3, 9)), any(places.slice(0, 3))];
    const acts = [
      { move: { organization: community.gid, parent: street.gid } },
      { move: { organization: street.gid, parent: tenant.root.gid } },
      { move: { organization: any(places.slice(9)).gid, parent: community.gid } },
    ];
    const { data } = await call.send<{ draftReorganization: { reorganization: { id: string } | null } }>(
      'mutation ($input: DraftReorganizationInput!) { draftReorganization(input: $input) { reorganization { id } userErrors { code } } }',
      { input: { organizationId: tenant.root.gid, name: 'plan', acts } },
    );
    const id = data?.draftReorganization.reorganization?.id;
    if (!id) return;
    await send('previewReorganization', { id });
    await send('proposeReorganization', { id });
    await send('approveReorganization', { id }, approver);
    if ((await send('applyReorganization', { id }, approver)) === 'done')
      await send('undoReorganization', { id }, approver);
  };
  const fold = async () => {
    const { rows } = await world.pool.query<{ count: number }>('select fold_counts($1, now(), $2) as count', [
      tenant.id,
      any([1, 1, 1, 5_000]),
    ]);
    count('folded', rows[0]?.count ?? 0);
  };

  const crew = [
    ...[
      again(join),
      again(turn),
      again(shift),
      again(shift),
      again(move),
      again(move),
      again(reassign),
      again(plan),
      again(fold),
      again(fold),
    ],
  ];
  const began = Date.now();
  while ((counted.get('compared') ?? 0) < comparisons && Date.now() - began < longest) {
    const { session } = await openSnapshot({ pool: world.pool }, tenant.id, 'select');
    const faults = await session.query(counterCheck.faults(tenant.id));
    await session.rollback();
    expect([counted.get('compared') ?? 0, faults]).toEqual([counted.get('compared') ?? 0, []]);
    count('compared');
  }
  going = false;
  await Promise.all(crew);
  await world.foldCounts();
  expect(await structureFaults(world, tenant)).toEqual([]);
  // Not vacuous: all of them came to something.
  for (const what of [
    'moveOrganization done',
    'assignMembership done',
    'endMembership done',
    'reassignMembership done',
    'applyReorganization done',
    'undoReorganization done',
    'folded',
  ])
    expect([what, (counted.get(what) ?? 0) > 0]).toEqual([what, true]);
  expect(counted.get('compared')).toBeGreaterThan(comparisons / 4);
}, 150_000);
