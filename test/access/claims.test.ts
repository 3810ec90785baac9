import { namesTwice } from '../../src/access/claims';

const part = (json: string) => Buffer.from(json).toString('base64url');

test.each([
  ['{"sub":"a","sub":"a"}', 'the same value'],
  ['{"sub":"a","iss":"b","sub" : "c"}', 'blanks before the colon'],
  ['{"sub":"a","\\u0073ub":"b"}', 'another spelling'],
  ['{"a":{"b":[{}]},"a":1}', 'objects and lists between them'],
  ['{"a":[1,[2],{"b":3}],"c":"]}","a":1}', 'brackets in texts between them'],
  ['{"a\\"b":1,"c":"\\\\","a\\"b":2}', 'quotes and backslashes in names'],
])('%s names something twice: %s', (json) => {
  expect(namesTwice(part(json))).toBe(true);
});

test.each([
  ['{}', 'nothing'],
  ['{"sub":"a","iss":"sub","aud":["sub","sub"]}', 'texts that are no names'],
  ['{"a":{"b":1},"c":{"b":2},"b":3}', 'the same name in other objects'],
  ['{"a":[{"b":1},{"b":2}],"b":{"b":3}}', 'the same name in a list of objects'],
  ['{"a":"\\"b\\":","b":1}', 'a text that looks like a name'],
  ['[{"a":1},{"a":2}]', 'a list, which no token is'],
  ['{"a":{"b":1,"b":2}}', 'an inner object, of which nothing is believed'],
  ['x', 'no JSON at all'],
])('%s names nothing twice: %s', (json) => {
  expect(namesTwice(part(json))).toBe(false);
});
