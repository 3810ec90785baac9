import { expectWell, ground, post, told, type Ground } from './ground';

let on: Ground;
beforeAll(async () => {
  on = await ground();
});
afterEach(() => expectWell(on));
afterAll(() => on.world.close());

const byId = 'query ($id: ID!) { organization(by: { id: $id }) { name } }';
const page = 'query ($id: ID!, $n: Int) { organization(by: { id: $id }) { descendants(first: $n) { totalCount } } }';

/** The text goes as it is, so that it can hold what JSON.stringify would not write. */
function sendText(query: string, variables: string) {
  return post(on)
    .set('content-type', 'application/json')
    .send(`{"query":${JSON.stringify(query)},"variables":${variables}}`);
}

const deep = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`;

test.each([
  ['an array 60 deep', deep(60, '[', ']')],
  ['an object 60 deep', deep(60, '{"id":', '}')],
  ['an object', '{"toString":1}'],
  ['a number beyond what is exact', '1e400'],
])('%s for an id is a bad input', async (_what, value) => {
  const response = await sendText(byId, `{"id":${value}}`);
  expect(told(response)).toEqual([200, ['BAD_USER_INPUT']]);
  expect(response.text.length).toBeLessThan(2_000);
});

test.each([
  ['arrays 400,000 deep', `{"id":${deep(400_000, '[', ']')}}`],
  ['objects 100,000 deep', `{"id":${deep(100_000, '{"id":', '}')}}`],
  ['arrays 63 deep within two objects', `{"x":${deep(63, '[', ']')}}`],
  ['100,000 keys', `{${Array.from({ length: 100_000 }, (_none, index) => `"${index}":1`).join()}}`],
  ['200,000 wrong items', `{"id":[${'{},'.repeat(200_000)}{}]}`],
])('%s are refused before they are parsed', async (_what, variables) => {
  const response = await sendText(byId, variables).set('accept-language', 'zh');
  expect([response.status, response.body]).toEqual([
    400,
    {
      errors: [{ message: '请求体嵌套超过 64 层，或超过 50000 个值。', extensions: { code: 'BAD_USER_INPUT' } }],
    },
  ]);
});

test('what stands in a text has no shape', async () => {
  const text = JSON.stringify(`${'[{,'.repeat(60_000)}"\\`);
  const variables = `{"id":"${on.tenant.root.gid}","x":${text},"y\\"[":${deep(62, '[', ']')}}`;
  const response = await sendText(byId, variables);
  expect(response.body).toMatchObject({ data: { organization: { name: on.tenant.root.name } } });
});

test.each([
  ['2147483648', 'BAD_USER_INPUT'],
  ['-2147483649', 'BAD_USER_INPUT'],
  ['99999999999999999999999999', 'BAD_USER_INPUT'],
  ['1e308', 'BAD_USER_INPUT'],
  ['1.5', 'BAD_USER_INPUT'],
  ['"100"', 'BAD_USER_INPUT'],
  ['2147483647', 'BAD_USER_INPUT'],
  ['-1', 'BAD_USER_INPUT'],
])('a page of %s is %s', async (size, code) => {
  expect(told(await sendText(page, `{"id":"${on.tenant.root.gid}","n":${size}}`))).toEqual([200, [code]]);
  const literal = await post(on).send({
    query: page.replace('$n)', `${size})`).replace(', $n: Int', ''),
    variables: { id: on.tenant.root.gid },
  });
  expect(told(literal)[1].length).toBeGreaterThan(0);
  expect(new Set(told(literal)[1])).toEqual(new Set([code]));
});

test.each([
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999',
  '-1',
  '1e3',
  '0x1',
  ' 1',
  '1;select 1',
  "1'--",
])('an organization %s is not found', async (id) => {
  const { errors } = await on.viewer.call.send(byId, { id: `gid://sanlou/Organization/${id}` });
  expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND']);
});

test.each([
  ['{"id":"ID","__proto__":{"polluted":true}}', 'ID'],
  ['{"__proto__":{"id":"gid://sanlou/Organization/0"},"id":"ID"}', 'ID'],
  ['{"constructor":{"prototype":{"polluted":true}},"id":"ID"}', 'ID'],
  ['{"id":"gid://sanlou/Organization/0","id":"ID"}', 'ID'],
])('%s takes what is named id, the last one, and nothing else', async (variables) => {
  const response = await sendText(byId, variables.replaceAll('ID', on.tenant.root.gid));
  expect(response.body).toMatchObject({ data: { organization: { name: on.tenant.root.name } } });
  expect({}).not.toHaveProperty('polluted');
});

test.each([
  ['{"__proto__":{"id":"ID"}}', byId],
  ['{"by":{"__proto__":{"id":"ID"}}}', 'query ($by: OrganizationBy!) { organization(by: $by) { name } }'],
  ['{"by":{"constructor":{"id":"ID"}}}', 'query ($by: OrganizationBy!) { organization(by: $by) { name } }'],
  ['{"by":{"toString":"ID"}}', 'query ($by: OrganizationBy!) { organization(by: $by) { name } }'],
])('what is inherited is not given: %s', async (variables, query) => {
  const response = await sendText(query, variables.replaceAll('ID', on.tenant.root.gid));
  expect(new Set(told(response)[1])).toEqual(new Set(['BAD_USER_INPUT']));
});

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a level, an enum value or an operation called %s is none',
  async (name) => {
    const level =
      'query ($id: ID!, $l: String!) { organization(by: { id: $id }) { descendants(first: 1, level: $l) { totalCount } breakdown(level: $l) { level } } }';
    const { errors } = await on.viewer.call.send(level, { id: on.tenant.root.gid, l: name });
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    const status =
      'query ($id: ID!, $s: [MembershipStatus!]) { organization(by: { id: $id }) { memberships(first: 1, status: $s) { totalCount } } }';
    expect(told(await post(on).send({ query: status, variables: { id: on.tenant.root.gid, s: [name] } }))[1]).toEqual([
      'BAD_USER_INPUT',
    ]);
    expect(told(await post(on).send({ query: 'query A { viewer { name } }', operationName: name }))[1]).toEqual([
      'BAD_USER_INPUT',
    ]);
  },
);

test.each(['a\\u0000b', '\\ud800', '\\udc00\\ud800'])(
  'text with %s is refused where it is compared or kept',
  async (text) => {
    const search =
      'query ($id: ID!, $s: String) { organization(by: { id: $id }) { descendants(first: 1, search: $s) { totalCount } } }';
    expect(told(await sendText(search, `{"id":"${on.tenant.root.gid}","s":"${text}"}`))).toEqual([
      200,
      ['BAD_USER_INPUT'],
    ]);
    const reference = 'query ($r: String) { organization(by: { externalReference: $r }) { name } }';
    const found = await sendText(reference, `{"r":"${text}"}`);
    expect(found.status).toBe(200);
    expect(['BAD_USER_INPUT', 'NOT_FOUND']).toContain(told(found)[1][0]);
    const rename = `mutation ($n: String!) { createOrganization(input: { parentId: "${on.tenant.root.gid}", level: "STREET", name: $n }) { userErrors { code field } } }`;
    const organizer = await on.tenant.actor({ role: 'ORGANIZER', at: on.tenant.root });
    const written = await organizer.call.send(rename, { n: JSON.parse(`"${text}"`) as string });
    expect(written.data).toEqual({
      createOrganization: { userErrors: [{ code: 'INVALID', field: ['input', 'name'] }] },
    });
  },
);

test('a megabyte of text in one variable is not sent back', async () => {
  const response = await post(on).send({
    query: page,
    variables: { id: on.tenant.root.gid, n: 'x'.repeat(1_000_000) },
  });
  expect(told(response)).toEqual([200, ['BAD_USER_INPUT']]);
  expect(response.text.length).toBeLessThan(2_000);
});

test('forty thousand wrong items are told ten times at the most', async () => {
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
  const response = await post(on).send({ query, variables: { ids: Array.from({ length: 40_000 }, () => ({})) } });
  expect(new Set(told(response)[1])).toEqual(new Set(['BAD_USER_INPUT']));
  expect(told(response)[1].length).toBeLessThanOrEqual(11);
  expect(response.text.length).toBeLessThan(20_000);
});
