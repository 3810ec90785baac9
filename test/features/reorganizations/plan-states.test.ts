import type { Caller } from '../../setup/api';
import { auditTrail } from '../../setup/records';
import { World } from '../../setup/world';
import { planCounty } from './plan-county';
import { act, AMEND, APPLY, APPROVE, DRAFT, faults, perform, PREVIEW, PROPOSE, REJECT, UNDO } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());

const steps = { AMEND, PREVIEW, PROPOSE, APPROVE, REJECT, APPLY, UNDO };
const following: Readonly<Record<string, readonly (keyof typeof steps)[]>> = {
  DRAFT: ['AMEND', 'PREVIEW', 'PROPOSE', 'REJECT'],
  PROPOSED: ['PREVIEW', 'APPROVE', 'REJECT'],
  APPROVED: ['PREVIEW', 'REJECT', 'APPLY'],
  APPLIED: ['UNDO'],
  UNDONE: [],
  REJECTED: [],
};

test('in each state only the steps that follow on it are taken; any other is refused and writes nothing', async () => {
  const { tenant, one, author, call } = await planCounty(world);
  const acts = [{ rename: { organization: one.gid, name: 'n' } }];
  const id = await perform(author, DRAFT, { organizationId: tenant.root.gid, name: '方案', acts });
  const rejected = await perform(author, DRAFT, { organizationId: tenant.root.gid, name: '方案', acts });
  await perform(call, REJECT, { id: rejected });

  for (const [state, plan, next] of [
    ['DRAFT', id, PROPOSE],
    ['PROPOSED', id, APPROVE],
    ['APPROVED', id, APPLY],
    ['APPLIED', id, UNDO],
    ['UNDONE', id, undefined],
    ['REJECTED', rejected, undefined],
  ] as const) {
    const before = await world.checksum();
    for (const [name, operation] of Object.entries(steps)) {
      if (following[state]?.includes(name as keyof typeof steps)) continue;
      expect([state, name, await faults(call, operation, { id: plan })]).toEqual([
        state,
        name,
        ['WRONG_STATE input.id'],
      ]);
    }
    expect(await world.checksum()).toEqual(before);
    if (next) await perform(call, next, { id: plan });
  }
  expect((await auditTrail(tenant)).filter(({ node }) => node === id).map(({ action }) => action)).toEqual(
    ['drafted', 'proposed', 'approved', 'applied', 'undone'].map((step) => `reorganization.${step}`),
  );
});

test('each state may be rejected until the plan is applied, and that is the end of it', async () => {
  const { tenant, author, call } = await planCounty(world);
  for (const path of [[], [PROPOSE], [PROPOSE, APPROVE]]) {
    const id = await perform(author, DRAFT, { organizationId: tenant.root.gid, name: '方案' });
    for (const step of path) await perform(call, step, { id });
    expect((await act(call, REJECT, { id, expectedVersion: path.length + 1 })).reorganization).toMatchObject({
      ...{ state: 'REJECTED', version: path.length + 2 },
    });
  }
});

test('nobody approves what he drafted, or an act of which he added', async () => {
  const { tenant, one, author, call } = await planCounty(world);
  const second = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const third = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const acts = [{ rename: { organization: one.gid, name: 'n' } }];
  const own = await perform(call, DRAFT, { organizationId: tenant.root.gid, name: '方案', acts });
  const joint = await perform(author, DRAFT, { organizationId: tenant.root.gid, name: '方案' });
  await perform(second.call, AMEND, { id: joint, acts });
  for (const id of [own, joint]) await perform(call, PROPOSE, { id });
  const before = await world.checksum();

  for (const [by, id] of [
    [call, own],
    [second.call, joint],
  ] as const)
    expect(await faults(by, APPROVE, { id })).toEqual(['OWN_PLAN input.id']);
  expect(await world.checksum()).toEqual(before);
  for (const id of [own, joint]) {
    expect((await act(third.call, APPROVE, { id })).reorganization).toMatchObject({ state: 'APPROVED' });
  }
});

test('who may not approve there is refused; where he cannot look the plan is not to be found', async () => {
  const { tenant, east, west, one, author, call } = await planCounty(world);
  const acts = [{ rename: { organization: one.gid, name: 'n' } }];
  const id = await perform(author, DRAFT, { organizationId: east.gid, name: '方案', acts });
  await perform(author, PROPOSE, { id });
  const other = await world.tenant();
  const callers: Record<string, Caller> = {
    integrator: author,
    auditor: (await tenant.actor({ role: 'AUDITOR', at: tenant.root })).call,
    neighbour: (await tenant.actor({ role: 'ORGANIZER', at: west })).call,
    beneath: (await tenant.actor({ role: 'ORGANIZER', at: one })).call,
    viewer: (await tenant.actor({ role: 'VIEWER', at: tenant.root })).call,
    stranger: (await other.actor({ role: 'ORGANIZER', at: other.root })).call,
  };
  const before = await world.checksum();
  const answers: Record<string, (string | undefined)[]> = {};
  for (const [who, by] of Object.entries(callers)) {
    answers[who] = [];
    for (const operation of [APPROVE, REJECT, APPLY, UNDO])
      answers[who].push((await by.refusals(operation, { input: { id } }))[0]?.code);
  }
  const all = (code: string) => Array(4).fill(code);
  expect(answers).toEqual({
    ...{ integrator: all('FORBIDDEN'), auditor: all('FORBIDDEN') },
    ...{ neighbour: all('NOT_FOUND'), beneath: all('NOT_FOUND'), viewer: all('NOT_FOUND'), stranger: all('NOT_FOUND') },
  });
  for (const wrong of [id.replace('Reorganization', 'Organization'), 'gid://sanlou/Reorganization/999999', 'x'])
    expect((await call.refusals(APPROVE, { input: { id: wrong } }))[0]?.code).toBe('NOT_FOUND');
  expect(await world.checksum()).toEqual(before);
  const street = await tenant.actor({ role: 'ORGANIZER', at: east });
  await perform(street.call, APPROVE, { id });
});

test('an approver whose own level does not stand above everything that is touched is refused', async () => {
  const { tenant, east, west, one, author, call } = await planCounty(world);
  const acts = [{ rename: { organization: one.gid, name: 'n' } }];
  const id = await perform(author, DRAFT, { organizationId: east.gid, name: '方案', acts });
  await perform(author, PROPOSE, { id });
  const street = await tenant.actor({ role: 'ORGANIZER', at: east });
  await call.ask(
    `mutation ($input: MoveOrganizationInput!) { moveOrganization(input: $input) { userErrors { code } } }`,
    {
      input: { id: one.gid, newParentId: west.gid },
    },
  );
  expect(await street.call.refusals(APPROVE, { input: { id } })).toEqual([
    { code: 'FORBIDDEN', path: 'approveReorganization' },
  ]);
});

test('a stale version is refused at each step; a draft by the same key is drafted once', async () => {
  const { tenant, author, call } = await planCounty(world);
  const input = { organizationId: tenant.root.gid, name: '方案', idempotencyKey: 'k' };
  const first = await act(author, DRAFT, input);
  const id = first.reorganization?.id;
  const before = await world.checksum();
  expect(await act(author, DRAFT, input)).toEqual(first);
  expect(await faults(author, DRAFT, { ...input, name: 'x' })).toEqual(['IDEMPOTENCY_CONFLICT input.idempotencyKey']);
  for (const operation of Object.values(steps)) {
    expect(await faults(call, operation, { id, expectedVersion: 2 })).toEqual(['STALE_VERSION input.expectedVersion']);
  }
  expect(await world.checksum()).toEqual(before);
});
