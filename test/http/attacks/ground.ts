import request, { type Response, type Test } from 'supertest';
import type { TestActor, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';

/** A county with three streets, and somebody who reads it honestly. */
export interface Ground {
  world: World;
  tenant: TestTenant;
  viewer: TestActor;
}

export async function ground(): Promise<Ground> {
  const world = await World.open();
  const tenant = await world.tenant();
  for (const name of ['east', 'west', '100%_\\d+.*[a-z](']) await tenant.add(tenant.root, { name });
  const viewer = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  return { world, tenant, viewer };
}

export const honest = '{ viewer { roots { childCount } } }';
export const answer = { viewer: { roots: [{ childCount: 3 }] } };

/** The server is well: an honest query is answered as ever. */
export async function expectWell({ viewer }: Ground): Promise<void> {
  expect(await viewer.call.send(honest)).toMatchObject({ status: 200, data: answer, errors: undefined });
}

/** A request to the API with the token of the honest one. */
export function post({ world, viewer }: Ground): Test {
  return request(world.http).post('/graphql').set('authorization', `Bearer ${viewer.token}`);
}

/** Status and codes; fails when the answer tells of the machine. */
export function told({ status, body, text }: Response): [number, string[]] {
  expect(text).not.toMatch(/node_modules|\.ts:|\.js:|select |\n +at /);
  const { errors = [] } = body as { errors?: { extensions: { code: string } }[] };
  return [status, errors.map(({ extensions }) => extensions.code)];
}
