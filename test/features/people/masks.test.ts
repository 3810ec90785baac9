import fc from 'fast-check';
import { maskIdentityNumber, maskPhone } from '../../../src/features/people/mask';
import { giveSecrets } from '../../setup/secrets';
import { World } from '../../setup/world';
import { identityNumbers } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test.each([
  ['13812345678', '138****5678'],
  ['+8613812345678', '138****5678'],
  ['008613812345678', '138****5678'],
  ['12345', '1***5'],
  ['123456', '1***56'],
  ['02312345678', '02******678'],
  ['+4930123456', '+4******456'],
  ['12345678901234567890', '123*************7890'],
])('the phone number %s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});

test('an identity number shows province and end, neither district nor birthday', () => {
  expect(maskIdentityNumber('11010519491231002X')).toBe('110***********002X');
});

test('a mask never shows more than three characters before and four after, nor more than half of what is no mobile number', () => {
  const phones = fc.stringMatching(/^\+?\d{5,20}$/);
  fc.assert(
    fc.property(phones, (phone) => {
      const mask = maskPhone(phone);
      const [, before = '', hidden = '', after = ''] = /^([\d+]*)(\*+)([\d+]*)$/.exec(mask) ?? [];
      const isMobile = /^(\+86|0086)?1[3-9]\d{9}$/.test(phone);
      expect(phone.endsWith(after)).toBe(true);
      expect(before.length).toBeLessThanOrEqual(3);
      expect(after.length).toBeLessThanOrEqual(4);
      if (isMobile) expect(hidden).toBe('****');
      else {
        expect(mask.length).toBe(phone.length);
        expect(phone.startsWith(before)).toBe(true);
        expect(before.length + after.length).toBeLessThanOrEqual(phone.length / 2);
      }
    }),
    { numRuns: 2_000 },
  );
});

const masked = 'person { name phoneMasked identityNumberMasked }';

test('who may read a person sees the masks, unrecorded, and a page of them takes no further statement', async () => {
  const tenant = await world.tenant();
  const branch = await tenant.add(tenant.root);
  for (let made = 0; made < 3; made += 1) {
    const { person } = await tenant.member({ in: branch, name: '王五' });
    await giveSecrets(tenant, person, { phone: `1380000111${made}`, identityNumber: identityNumbers[0] });
  }
  await tenant.member({ in: branch, name: '赵六' });
  const { call } = await tenant.actor({ role: 'VIEWER', at: branch });
  const page = (fields: string) =>
    `query ($id: ID!) { organization(by: { id: $id }) { memberships(first: 100) { nodes { ${fields} } } } }`;

  expect(await call.ask(page(masked), { id: branch.gid })).toEqual({
    organization: {
      memberships: {
        nodes: [
          ...[0, 1, 2].map((made) => ({
            person: { name: '王五', phoneMasked: `138****111${made}`, identityNumberMasked: '110***********002X' },
          })),
          { person: { name: '赵六', phoneMasked: null, identityNumberMasked: null } },
        ],
      },
    },
  });
  const plain = await world.countStatements(() => call.ask(page('person { name anonymizedAt }'), { id: branch.gid }));
  expect(await world.countStatements(() => call.ask(page(masked), { id: branch.gid }))).toBe(plain);
  expect(await tenant.rows('select from audit_entry where tenant_id = $1', [tenant.id])).toEqual([]);
});
