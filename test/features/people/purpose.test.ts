import { requirePurpose } from '../../../src/features/people/disclose';
import { giveSecrets } from '../../setup/secrets';
import { World } from '../../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
  requirePurpose(true);
});
afterAll(async () => {
  requirePurpose(false);
  await world.close();
});

test.each([['(purpose: "")'], ['(purpose: "  ")'], ['(purpose: null)'], ['']])(
  'where a purpose is demanded, phone%s is refused at its place, on record or not, and not read',
  async (purpose) => {
    const tenant = await world.tenant();
    const [known, unknown] = [await tenant.person(tenant.root), await tenant.person(tenant.root)];
    await giveSecrets(tenant, known, { phone: '13800001111' });
    const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
    for (const { gid: id } of [known, unknown]) {
      const { data, errors } = await call.send(
        `query ($id: ID!) { person(by: { id: $id }) { id phone${purpose} phoneMasked } }`,
        { id },
      );
      expect(data).toEqual({ person: { id, phone: null, phoneMasked: id === known.gid ? '138****1111' : null } });
      expect(errors).toMatchObject([
        {
          message: 'This is told only with a purpose.',
          path: ['person', 'phone'],
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
    }
    expect(await tenant.rows('select from audit_entry where tenant_id = $1', [tenant.id])).toEqual([]);
    expect(
      await call.ask('query ($id: ID!) { person(by: { id: $id }) { phone(purpose: "核对") } }', { id: known.gid }),
    ).toEqual({ person: { phone: '13800001111' } });
  },
);

test('who may not read it is refused for that, purpose or not', async () => {
  const tenant = await world.tenant();
  const { gid: id } = await tenant.person(tenant.root);
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  for (const purpose of ['', '(purpose: "核对")']) {
    expect(await call.refusals(`query ($id: ID!) { person(by: { id: $id }) { phone${purpose} } }`, { id })).toEqual([
      { code: 'FORBIDDEN', path: 'person.phone' },
    ]);
  }
});
