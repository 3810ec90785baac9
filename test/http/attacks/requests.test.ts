import { gzipSync } from 'node:zlib';
import request, { type Test } from 'supertest';
import { answer, expectWell, ground, honest, post, told, type Ground } from './ground';

let on: Ground;
beforeAll(async () => {
  on = await ground();
});
afterEach(() => expectWell(on));
afterAll(() => on.world.close());

test('a hundred megabytes of nothing, packed into some kilobytes, are unpacked to one and no further', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1_048_576, ' '));
  expect(bomb.length).toBeLessThan(200_000);
  const before = process.memoryUsage().arrayBuffers;
  const packed = post(on).set({ 'content-type': 'application/json', 'content-encoding': 'gzip' });
  packed.write(bomb);
  expect(told(await packed)).toEqual([413, ['BAD_USER_INPUT']]);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20 * 1_048_576);
});

test('an honest body may be packed', async () => {
  const packed = post(on).set({ 'content-type': 'application/json', 'content-encoding': 'gzip' });
  packed.write(gzipSync(JSON.stringify({ query: honest })));
  expect((await packed).body).toMatchObject({ data: answer });
});

test.each<[string, (sent: Test) => Test]>([
  ['a URL of 20,000 characters', (sent) => sent.query({ query: 'x'.repeat(20_000) })],
  ['a header of 20,000 characters', (sent) => sent.set('x-filler', 'x'.repeat(20_000))],
  ['a token of 20,000 characters', (sent) => sent.set('authorization', `Bearer ${'x'.repeat(20_000)}`)],
  [
    'a thousand headers',
    (sent) =>
      sent.set(
        Object.fromEntries(Array.from({ length: 1_000 }, (_none, index) => [`x-${index}`, 'filler of some length'])),
      ),
  ],
])('%s is refused before anything is read', async (_what, more) => {
  const response = await more(post(on)).send({ query: honest });
  expect([response.status, response.text]).toEqual([431, '']);
});

test('a language or an origin of great length is just not understood', async () => {
  const long = Array.from({ length: 1_000 }, (_none, index) => `x${index};q=0.1`).join(',');
  const response = await post(on)
    .set({ 'accept-language': long, origin: `https://${'a'.repeat(4_000)}` })
    .send({ query: honest });
  expect(response.body).toMatchObject({ data: answer });
});

test.each<[string, number, string[] | undefined]>([
  ['head', 400, undefined],
  ['put', 400, ['BAD_USER_INPUT']],
  ['patch', 400, ['BAD_USER_INPUT']],
  ['delete', 400, ['BAD_USER_INPUT']],
  ['options', 400, ['BAD_USER_INPUT']],
  ['trace', 400, ['BAD_USER_INPUT']],
  ['propfind', 400, ['BAD_USER_INPUT']],
])('%s is answered %i', async (method, status, codes) => {
  const agent = request(on.world.http) as unknown as Record<string, (path: string) => Test>;
  const response = await (agent[method] as (path: string) => Test)('/graphql').set(
    'authorization',
    `Bearer ${on.viewer.token}`,
  );
  expect(response.status).toBe(status);
  if (codes) expect(told(response)).toEqual([status, codes]);
  else expect(response.text).toBeUndefined();
});

test('a method that is told by a header is not taken', async () => {
  const response = await request(on.world.http)
    .get('/graphql')
    .query({ query: 'mutation { revokeRole(input: { grantId: "1" }) { grant { id } } }' })
    .set({ 'x-http-method-override': 'POST', 'apollo-require-preflight': '1' });
  expect(told(response)).toEqual([405, ['BAD_USER_INPUT']]);
});

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/plain; application/json',
  'application/json+x',
  '',
])('a body as %s, which a foreign page could send without asking, does not write', async (type) => {
  const query = 'mutation { revokeRole(input: { grantId: "1" }) { grant { id } } }';
  const body = type.startsWith('application/x-www')
    ? new URLSearchParams({ query }).toString()
    : JSON.stringify({ query });
  const sent = post(on).set('content-type', type);
  expect(told(await sent.send(body))).toEqual([400, ['BAD_USER_INPUT']]);
});

test.each([
  '/graphql/../livez/../../etc/passwd',
  '/graphiql/assets/..%2f..%2f..%2fpackage.json',
  '/graphiql/assets/%2e%2e/%2e%2e/package.json',
  '/graphiql/assets/....//....//package.json',
  '/graphiql/assets/..%5c..%5cpackage.json',
  '/graphiql/assets/%00',
  '/%E0%A4%A',
  '/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '//evil.example.org/graphql',
  '/livez/x',
  '/.env',
  '/.git/config',
  '/package.json',
])('%s leads nowhere', async (path) => {
  const response = await request(on.world.http).get(path);
  expect([400, 404]).toContain(response.status);
  expect(told(response)[1]).toHaveLength(1);
  expect(response.headers.location).toBeUndefined();
});
