import request, { type Test } from 'supertest';
import { World } from '../setup/world';

const ours = 'https://console.example.org';
const exposed = 'x-request-id, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After';

let world: World;
let closed: World;
beforeAll(async () => {
  world = await World.open({
    walls: { corsOrigins: [ours, 'http://localhost:5173'] },
  });
  closed = await World.open();
});
afterAll(async () => {
  await world.close();
  await closed.close();
});

const post = (origin: string, of = world) =>
  request(of.http).post('/graphql').set('origin', origin).send({ query: '{ __typename }' });
const preflight = (origin: string, of = world) =>
  request(of.http)
    .options('/graphql')
    .set({ origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' });

async function told(sent: Test): Promise<object> {
  const { status, headers } = await sent;
  const names = Object.keys(headers as object).filter((name) => name.startsWith('access-control'));
  return {
    status,
    vary: headers.vary as unknown,
    ...Object.fromEntries(names.map((name) => [name, headers[name] as unknown])),
  };
}

test('a page of a named origin is let in by a preflight, and reads every answer, refusals too', async () => {
  expect(await told(preflight(ours))).toEqual({
    status: 204,
    vary: 'Origin',
    'access-control-allow-origin': ours,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers':
      'authorization, content-type, accept-language, apollo-require-preflight, last-event-id',
    'access-control-max-age': '600',
    'access-control-expose-headers': exposed,
  });
  const open = { vary: 'Origin', 'access-control-allow-origin': ours, 'access-control-expose-headers': exposed };
  expect(await told(post(ours))).toEqual({ status: 200, ...open });
  const refused = request(world.http).post('/graphql').set({ origin: ours, 'content-type': 'text/plain' }).send('{}');
  expect(await told(refused)).toEqual({ status: 400, ...open });
});

test.each([
  'https://evil.example.org',
  'https://console.example.org.evil.org',
  'http://console.example.org',
  'null',
  'https://CONSOLE.example.org',
])('a page of %s is let in nowhere', async (origin) => {
  expect(await told(preflight(origin))).toEqual({ status: 400, vary: 'Origin' });
  expect(await told(post(origin))).toEqual({ status: 200, vary: 'Origin' });
});

test('without named origins nobody is let in', async () => {
  expect(await told(preflight(ours, closed))).toEqual({ status: 400, vary: undefined });
  expect(await told(post(ours, closed))).toEqual({ status: 200, vary: undefined });
});
