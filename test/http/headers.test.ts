import request, { type Response } from 'supertest';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const answers: [string, number, () => Promise<Response>][] = [
  ['an answer', 200, () => request(world.http).post('/graphql').send({ query: '{ __typename }' })],
  ['a document that is refused', 200, () => request(world.http).post('/graphql').send({ query: '{' })],
  ['bad JSON', 400, () => request(world.http).post('/graphql').set('content-type', 'application/json').send('{')],
  [
    'a body that is too large',
    413,
    () =>
      request(world.http)
        .post('/graphql')
        .send({ query: 'x'.repeat(1_100_000) }),
  ],
  ['what a foreign page could send', 400, () => request(world.http).get('/graphql')],
  ['health', 200, () => request(world.http).get('/livez')],
  ['nothing', 404, () => request(world.http).get('/nowhere')],
  ['a path that cannot be', 404, () => request(world.http).get('/%E0%A4%A')],
];

test.each(answers)('%s (%i) carries the headers that keep a browser in bounds', async (_what, status, send) => {
  const { headers, status: told } = await send();
  expect(told).toBe(status);
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringContaining("default-src 'self'") as string,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'SAMEORIGIN',
    'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  });
  expect(headers).not.toHaveProperty('x-powered-by');
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  expect(headers).not.toHaveProperty('set-cookie');
});
