import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serverAudits } from 'graphql-http';
import { World } from '../setup/world';

let world: World;
let server: Server;
beforeAll(async () => {
  world = await World.open();
  server = createServer(world.http);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await world.close();
});

test('GraphQL over HTTP is spoken as its specification says, but for the guard against forged requests', async () => {
  const { port } = server.address() as AddressInfo;
  const audits = serverAudits({ url: `http://127.0.0.1:${port}/graphql`, fetchFn: fetch });
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const failed = results.filter(({ status }) => status !== 'ok');
  expect(results.length).toBe(61);
  // GET without a preflight, which the guard refuses: two ways of sending variables, and one of saying what is sent.
  expect(failed.map(({ id, status }) => `${status} ${id}`)).toEqual(['notice 5A70', 'notice D6D5', 'notice 6A70']);
});
