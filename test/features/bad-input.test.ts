import request from 'supertest';
import { World } from '../setup/world';
import { codesOf, crowdedCounty } from './bad-input.county';
import * as operations from './bad-input.operations';

let world: World;
let facts: Awaited<ReturnType<typeof crowdedCounty>>;
beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
  facts = await crowdedCounty(world);
});
afterAll(() => world.close());

/** One bad input: what is sent, and the codes that are answered, top-level ones or `field CODE` of user errors. */
type Case = [name: string, query: string, variables: () => object, status: number, codes: string[]];

const { ASSIGN, BREAKDOWN, BULK, CREATE, END, GRANT, MOVE, NODES, PAGE, REGISTER, UPDATE, WIDE } = operations;
const page = (args: object) => () => ({ id: facts.root.gid, ...args });
const create = (wrong: object) => () => ({
  input: { parentId: facts.root.gid, level: 'STREET', name: 'new', ...wrong },
});
const update = (wrong: object) => () => ({ input: { id: facts.street.gid, ...wrong } });
const move = (wrong: () => object) => () => ({
  input: { id: facts.community.gid, newParentId: facts.street.gid, ...wrong() },
});
const assign = (wrong: object) => () => ({
  input: {
    personId: facts.member.person.gid,
    organizationId: facts.branch.gid,
    status: 'FULL',
    startedOn: '2020-01-01',
    ...wrong,
  },
});
const row = (index: number) => ({
  ...{ personExternalReference: `n-${index}`, personName: '张三', organizationExternalReference: 'community' },
  ...{ status: 'FULL', startedOn: '2020-01-01' },
});
const bulk =
  (...rows: object[]) =>
  () => ({ input: { rows, idempotencyKey: 'bulk' } });

const cases: Case[] = [
  ['an unknown field', `{ viewer { nonsense } }`, () => ({}), 400, ['BAD_USER_INPUT']],
  ['a syntax error', `{ viewer { `, () => ({}), 400, ['BAD_USER_INPUT']],
  ['an unknown variable type', `query ($x: No) { node(id: $x) { id } }`, () => ({}), 400, ['BAD_USER_INPUT']],
  ['a variable that is missing', PAGE, () => ({}), 400, ['BAD_USER_INPUT']],
  ['a variable of the wrong kind', PAGE, page({ first: 'ten' }), 400, ['BAD_USER_INPUT']],
  ['an unknown input field', CREATE, create({ nonsense: 1 }), 400, ['BAD_USER_INPUT']],
  ['an unknown enum value', ASSIGN, assign({ status: 'SAINT' }), 400, ['BAD_USER_INPUT']],
  ['a date that does not exist', CREATE, create({ establishedOn: '2020-02-30' }), 400, ['BAD_USER_INPUT']],
  ['a date that is an instant', CREATE, create({ establishedOn: '2020-02-20T00:00:00Z' }), 400, ['BAD_USER_INPUT']],
  ['a number beyond 32 bits', CREATE, create({ sortOrder: 2 ** 31 }), 400, ['BAD_USER_INPUT']],
  ['a page of 0', PAGE, page({ first: 0 }), 200, ['BAD_USER_INPUT']],
  ['a page of 101', PAGE, page({ first: 101 }), 200, ['BAD_USER_INPUT']],
  ['a page of -1', PAGE, page({ last: -1 }), 200, ['BAD_USER_INPUT']],
  ['neither first nor last', PAGE, page({}), 200, ['BAD_USER_INPUT']],
  ['both first and last', PAGE, page({ first: 1, last: 1 }), 200, ['BAD_USER_INPUT']],
  ['a cursor that is none', PAGE, page({ first: 1, after: '!' }), 200, ['BAD_USER_INPUT']],
  ['an empty cursor', PAGE, page({ first: 1, after: '' }), 200, ['BAD_USER_INPUT']],
  ['a forged cursor', PAGE, page({ first: 1, after: operations.forged(['x', '1/2']) }), 200, ['BAD_USER_INPUT']],
  [
    'a sealed cursor with a NUL',
    PAGE,
    () => page({ first: 1, after: operations.sealed(facts.root.id, '1/\0') })(),
    200,
    ['BAD_USER_INPUT'],
  ],
  ['another list’s cursor', PAGE, () => page({ first: 1, after: facts.cursors.ofStreet })(), 200, ['BAD_USER_INPUT']],
  ['an unknown level of a breakdown', BREAKDOWN, page({ level: 'PARISH' }), 200, ['BAD_USER_INPUT']],
  ['more than 100 nodes', NODES, () => ({ ids: Array(101).fill(facts.root.gid) }), 200, ['BAD_USER_INPUT']],
  ['an id of another type', UPDATE, () => update({ id: facts.member.gid, name: 'x' })(), 200, ['NOT_FOUND']],
  ['an id of another tenant', UPDATE, () => update({ id: facts.foreign.gid, name: 'x' })(), 200, ['NOT_FOUND']],
  ['an id that is none', UPDATE, update({ id: 'rubbish', name: 'x' }), 200, ['NOT_FOUND']],
  ['a parent of another tenant', CREATE, () => create({ parentId: facts.foreign.gid })(), 200, ['NOT_FOUND']],
  ['a cycle', MOVE, move(() => ({ newParentId: facts.branch.gid })), 200, ['input.newParentId WOULD_CREATE_CYCLE']],
  [
    'a level that does not fit',
    MOVE,
    move(() => ({ newParentId: facts.root.gid })),
    200,
    ['input.newParentId LEVEL_NOT_ALLOWED'],
  ],
  ['an unknown level', CREATE, create({ level: 'PARISH' }), 200, ['input.level INVALID']],
  ['a blank name', CREATE, create({ name: ' \t ' }), 200, ['input.name INVALID']],
  ['a name of 10,000 characters', UPDATE, update({ name: '字'.repeat(10_000) }), 200, ['input.name INVALID']],
  ['half of a surrogate pair', CREATE, create({ name: '\ud83d' }), 200, ['input.name INVALID']],
  ['NULs in two texts', CREATE, create({ name: 'a\0', kind: '\0' }), 200, ['input.name INVALID', 'input.kind INVALID']],
  ['a NUL in an id', UPDATE, update({ id: '\0', name: 'x' }), 200, ['input.id INVALID']],
  [
    'a reference already taken',
    CREATE,
    create({ externalReference: 'street' }),
    200,
    ['input.externalReference DUPLICATE_REFERENCE'],
  ],
  [
    'an area code already taken',
    CREATE,
    create({ areaCode: '500236001' }),
    200,
    ['input.areaCode DUPLICATE_REFERENCE'],
  ],
  ['a stale version', UPDATE, update({ name: 'x', expectedVersion: 2 }), 200, ['input.expectedVersion STALE_VERSION']],
  [
    'a used key with other input',
    CREATE,
    create({ idempotencyKey: 'used' }),
    200,
    ['input.idempotencyKey IDEMPOTENCY_CONFLICT'],
  ],
  ['overlapping memberships', ASSIGN, assign({}), 200, ['input.startedOn OVERLAPS']],
  [
    'an end before its start',
    END,
    () => ({ input: { membershipId: facts.member.gid, endedOn: '2019-06-30', reason: 'LEFT' } }),
    200,
    ['input.endedOn INVALID'],
  ],
  [
    'a grant that ends before it starts',
    GRANT,
    () => ({
      input: {
        accountId: facts.other.gid,
        role: 'VIEWER',
        organizationId: facts.street.gid,
        startsOn: '2020-07-02',
        endsOn: '2020-07-01',
      },
    }),
    200,
    ['input.endsOn INVALID'],
  ],
  [
    'a person reference already taken',
    REGISTER,
    () => ({ input: { name: '李四', organizationId: facts.branch.gid, externalReference: 'p-1' } }),
    200,
    ['input.externalReference DUPLICATE_REFERENCE'],
  ],
  [
    '1,001 rows in bulk',
    BULK,
    bulk(...Array.from({ length: 1_001 }, (_, index) => row(index))),
    200,
    ['input.rows INVALID'],
  ],
  [
    'a row twice in bulk',
    BULK,
    bulk(row(1), row(2), row(1)),
    200,
    ['input.rows.2.personExternalReference DUPLICATE_REFERENCE'],
  ],
  [
    'a NUL in a bulk row',
    BULK,
    bulk(row(1), { ...row(2), personName: '\0' }),
    200,
    ['input.rows.1.personName INVALID'],
  ],
  [
    'an unknown place in bulk',
    BULK,
    bulk(row(1), { ...row(2), organizationExternalReference: '?' }),
    200,
    ['input.rows.1.organizationExternalReference NOT_FOUND'],
  ],
  ['an operation beyond the cost limit', WIDE, () => ({ id: facts.root.gid }), 400, ['QUERY_TOO_EXPENSIVE']],
];

const telling = { accept: 'application/graphql-response+json' };

test.each(cases)('%s is refused and nothing is written', async (_name, query, variables, status, expected) => {
  const before = await world.checksum();

  // The status tells of a refused document only to those who ask for a type of answer that was made for it.
  expect(await codesOf(facts.actor, query, variables())).toEqual({ status: 200, codes: expected });
  expect(await codesOf(facts.actor, query, variables(), telling)).toEqual({ status, codes: expected });
  expect(await world.checksum()).toEqual(before);
});

test.each([
  ['a body that is not JSON', 'application/json', '{"query": "{ viewer', 400],
  ['a body without a query', 'application/json', '{}', 400],
  ['a body that is a list', 'application/json', '[]', 400],
  ['a query that is a number', 'application/json', '{"query": 1}', 400],
  ['variables that are a list', 'application/json', '{"query": "{ viewer { name } }", "variables": [1]}', 400],
  ['a body larger than 1 MB', 'application/json', `{"query": "${'x'.repeat(1_100_000)}"}`, 413],
])('%s is refused as a bad input', async (_name, type, body, status) => {
  const before = await world.checksum();

  const response = await request(world.http)
    .post('/graphql')
    .set({ 'Content-Type': type, Authorization: `Bearer ${facts.actor.token}` })
    .send(body);
  const { errors } = response.body as { errors: { extensions: { code: string } }[] };
  expect([response.status, errors.map(({ extensions }) => extensions)]).toEqual([status, [{ code: 'BAD_USER_INPUT' }]]);
  expect(await world.checksum()).toEqual(before);
});
