import type { World } from '../../setup/world';

/** Two streets, two communities and a branch, and two who may plan there. */
export async function planCounty(world: World) {
  const tenant = await world.tenant();
  const [east, west] = [
    await tenant.add(tenant.root, { name: '东街' }),
    await tenant.add(tenant.root, { name: '西街' }),
  ];
  const [one, two] = [await tenant.add(east, { name: '甲' }), await tenant.add(east, { name: '乙' })];
  const branch = await tenant.add(one, { name: '支部' });
  const author = await tenant.actor({ role: 'INTEGRATOR', at: tenant.root });
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  return { tenant, east, west, one, two, branch, author: author.call, call };
}
