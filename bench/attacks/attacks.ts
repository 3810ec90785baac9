import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';

/** Where an attack goes, and the token of somebody who may sign in. */
export interface Target {
  url: string;
  token: string;
}

export type Attack = (target: Target) => Promise<unknown>;

const many = (count: number, piece: (index: number) => string) =>
  Array.from({ length: count }, (_none, index) => piece(index)).join(' ');
const nested = (depth: number, open: string, inner: string, close = '}') =>
  open.repeat(depth) + inner + close.repeat(depth);
const fragments = (count: number, body: (next: string) => string, last: string) =>
  `{ viewer { roots { ...f0 } } } ${many(count, (index) => `fragment f${index} on Organization { ${body(`...f${index + 1}`)} }`)} ${last}`;
const named = (count: number) => `fragment f${count} on Organization { name }`;

function send(body: string, headers: Record<string, string> = {}): Attack {
  return ({ url, token }) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body,
    }).then((response) => response.text());
}

const query = (text: string, variables: object = {}) => send(JSON.stringify({ query: text, variables }));
const variables = (text: string, json: string) => send(`{"query":${JSON.stringify(text)},"variables":${json}}`);
const byId = 'query ($id: ID!) { organization(by: { id: $id }) { name } }';

function packed(): Attack {
  const body = gzipSync(Buffer.alloc(100 * 1_048_576, ' '));
  return ({ url }) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body,
    }).then((response) => response.text());
}

function withToken(token: string): Attack {
  return (target) => query('{ viewer { name } }')({ ...target, token });
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Opens so many connections that say nothing, and closes them once all of them stand. */
function silent(count: number): Attack {
  return async ({ url }) => {
    const port = Number(new URL(url).port);
    const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'));
    await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('connect', () => resolve());
            socket.once('error', () => resolve());
          }),
      ),
    );
    for (const socket of sockets) socket.destroy();
  };
}

/** Each by the name that stands in the table; one request each, but for the silent connections. */
export const attacks: Record<string, Attack> = {
  'an honest query': query('{ viewer { roots { name childCount } } }'),
  'no attack: introspection': query('{ __schema { types { name fields { name type { name } } } } }'),
  '10,000 aliases': query(`{ ${many(10_000, (index) => `a${index}: viewer { name }`)} }`),
  '1,300 aliases': query(`{ ${many(1_300, (index) => `a${index}:__typename`)} }`),
  'depth 10,000': query(`{ viewer { roots { ${nested(10_000, 'children { ', 'id')} } } }`),
  'depth 1,300': query(`{ viewer { roots { ${nested(1_300, 'children{', 'id')} } } }`),
  'a fragment cycle of 500': query(fragments(499, (next) => next, 'fragment f499 on Organization { ...f0 }')),
  'a fragment bomb, 2 to the 300': query(fragments(300, (next) => `${next} ${next}`, named(300))),
  'a fragment bomb beneath fields': query(
    fragments(18, (next) => `parent { ${next} } ancestors { ${next} }`, named(18)),
  ),
  '300 fragments in conflict': query(fragments(300, (next) => `parent { ${next} } parent { ${next} }`, named(300))),
  '1,900 directives': query(`{ viewer { name ${many(1_900, () => '@a')} } }`),
  '650 @include': query(`{ viewer { name ${many(650, () => '@include(if:true)')} } }`),
  '1 MB of tokens': query(`{ viewer { ${many(200_000, () => 'name')} } }`),
  '3,900 equal fields': query(`{ viewer { ${many(3_900, () => 'name')} } }`),
  '1,000 unknown fields': query(`{ ${many(1_000, (index) => `unknown${index}`)} }`),
  '900 fields in conflict': query(`{ viewer { ${many(900, (index) => `x:${index % 2 ? 'name' : 'roots{id}'}`)} } }`),
  '1 MB of comment': query(`{ viewer { name } } # ${'x'.repeat(1_000_000)}`),
  'an array batch of 1,000': send(JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: '{ __typename }' })))),
  'a cost bomb by variables': query(
    'query ($n: Int) { viewer { roots { descendants(first: $n) { nodes { descendants(first: $n) { nodes { memberships(first: $n) { nodes { id } } } } } } } } }',
    { n: 100 },
  ),
  'a cost bomb by defaults': query(
    'query ($n: Int = 100) { viewer { roots { descendants(first: $n) { nodes { descendants(first: $n) { nodes { memberships(first: $n) { nodes { id } } } } } } } } }',
  ),
  'a cost bomb of nested lists': query(`{ viewer { roots { ${nested(6, 'ancestors { ', 'name')} } } }`),
  'a huge integer': variables(
    'query ($n: Int) { viewer { roots { descendants(first: $n) { totalCount } } } }',
    `{"n":1${'0'.repeat(900_000)}}`,
  ),
  'JSON 400,000 deep': variables(byId, `{"id":${nested(400_000, '[', '1', ']')}}`),
  'JSON objects 150,000 deep': variables(byId, `{"id":${nested(150_000, '{"a":', '1')}}`),
  '80,000 keys': variables(byId, `{${Array.from({ length: 80_000 }, (_none, index) => `"k${index}":1`).join(',')}}`),
  '200,000 wrong ids': variables(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    `{"ids":[${'{},'.repeat(200_000)}{}]}`,
  ),
  '60,000 absent ids': variables(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    `{"ids":[${'"x",'.repeat(60_000)}"x"]}`,
  ),
  '1 MB of text for a number': variables(
    'query ($n: Int) { viewer { roots { descendants(first: $n) { totalCount } } } }',
    `{"n":"${'x'.repeat(1_000_000)}"}`,
  ),
  'JSON of all that is allowed: 49,000 keys': variables(
    byId,
    `{${Array.from({ length: 49_000 }, (_none, index) => `"k${index}":1`).join(',')}}`,
  ),
  '49,000 wrong ids': variables(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    `{"ids":[${'{},'.repeat(49_000)}{}]}`,
  ),
  '49,000 absent ids': variables(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    `{"ids":[${'"x",'.repeat(49_000)}"x"]}`,
  ),
  'a search of 1 MB': query(
    'query ($s: String) { viewer { roots { descendants(first: 1, search: $s) { totalCount } } } }',
    { s: '%_\\'.repeat(200_000) },
  ),
  'a search of metacharacters': query(
    'query ($s: String) { viewer { roots { descendants(first: 1, search: $s) { totalCount } } } }',
    { s: '(a+)+$%_\\'.repeat(10) },
  ),
  'a body of 2 MB': send(' '.repeat(2_000_000)),
  '100 MB in a gzip bomb': packed(),
  'a token unsigned': withToken(`${part({ alg: 'none' })}.${part({ sub: 'county', iss: 'x' })}.`),
  'a token with a bad signature': withToken(`${part({ alg: 'EdDSA' })}.${part({ sub: 'county' })}.${'A'.repeat(86)}`),
  'a token of 14 kB': withToken(`${part({ alg: 'EdDSA' })}.${part({ sub: 'x'.repeat(10_000) })}.${'A'.repeat(86)}`),
  'forged by text/plain': send('{"query":"{ __typename }"}', { 'content-type': 'text/plain' }),
  '10,000 silent connections': silent(10_000),
};
