import {
  and,
  can,
  canAny,
  canEach,
  inherited,
  scoped,
  signedIn,
  somewhere,
  within,
  type Door,
} from '../../src/graphql/rules';

const nowhere = () => undefined;
const none = () => [];
const unknown = () => Promise.resolve(undefined);

/** Whoever explains a rule, or lists what it asks, reads this; what is asked in truth is tried by the matrix. */
test.each<[string, Door, Omit<Door & { kind: 'asked' }, 'rule' | 'kind'>]>([
  ['signedIn', signedIn, { permissions: [], questions: [{ ask: 'signedIn' }] }],
  ['within', within('person:read'), { permissions: ['person:read'], questions: [{ ask: 'within' }] }],
  [
    'somewhere',
    somewhere('person:read'),
    { permissions: ['person:read'], questions: [{ ask: 'anywhere', permission: 'person:read' }] },
  ],
  [
    'can',
    can('person:read', nowhere),
    { permissions: ['person:read'], questions: [{ ask: 'at', permission: 'person:read', strictly: false }] },
  ],
  [
    'can, strictly',
    can('person:read', nowhere, { strictly: true }),
    { permissions: ['person:read'], questions: [{ ask: 'at', permission: 'person:read', strictly: true }] },
  ],
  [
    'canEach',
    canEach('person:read', none),
    { permissions: ['person:read'], questions: [{ ask: 'at', permission: 'person:read', strictly: false }] },
  ],
  [
    'canEach, strictly',
    canEach('person:read', none, { strictly: true }),
    { permissions: ['person:read'], questions: [{ ask: 'at', permission: 'person:read', strictly: true }] },
  ],
  [
    'canAny',
    canAny('person:read', unknown),
    { permissions: ['person:read'], questions: [{ ask: 'atAny', permission: 'person:read' }] },
  ],
  [
    'and',
    and(within('person:read'), somewhere('person:read'), somewhere('post:read')),
    {
      permissions: ['person:read', 'post:read'],
      questions: [
        { ask: 'within' },
        { ask: 'anywhere', permission: 'person:read' },
        { ask: 'anywhere', permission: 'post:read' },
      ],
    },
  ],
])('%s says what it asks', (_name, door, said) => {
  expect(door).toEqual({ kind: 'asked', ...said, rule: expect.anything() as object });
});

test('a rule that asks nothing says so', () => {
  expect(inherited('a', 'b')).toEqual({ a: { kind: 'inherit' }, b: { kind: 'inherit' } });
  expect(scoped('person:read', 'post:read')).toEqual({ kind: 'scoped', permissions: ['person:read', 'post:read'] });
});
