import type { TestActor, TestOrganization, TestTenant } from '../setup/tenant';
import { World } from '../setup/world';

let world: World;
let tenant: TestTenant;
let street: TestOrganization;
let community: TestOrganization;
let author: TestActor;
let approver: TestActor;

beforeAll(async () => {
  world = await World.open({ now: () => new Date('2020-06-30T04:00:00Z') });
});
afterAll(() => world.close());
beforeEach(async () => {
  tenant = await world.tenant();
  street = await tenant.add(tenant.root, { name: '永安街道', kind: 'STREET', externalReference: 'S1' });
  community = await tenant.add(street, { name: '羽声社区', kind: 'COMMUNITY', externalReference: 'V1' });
  author = await tenant.actor({ role: 'INTEGRATOR', at: tenant.root });
  approver = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
});

const row = (code: string, parentCode: string | null, name: string, level: string, more: object = {}) => ({
  ...{ code, parentCode, name, level },
  ...more,
});
const present = () => [
  row('C', null, tenant.root.name, 'COUNTY'),
  row('S1', 'C', '永安街道', 'STREET'),
  row('V1', 'S1', '羽声社区', 'COMMUNITY'),
];

interface Payload {
  reorganization: { id: string; state: string; acts: object[] } | null;
  counts: { kind: string; count: number }[];
  unchanged: number;
  dissolvedShare: number;
  recognitions: { index: number; rule: string; message: string; organization: { name: string } | null }[];
  questions: { index: number; code: string; message: string; candidates: { id: string; name: string }[] }[];
  notices: { index: number | null; column: string | null; code: string; message: string }[];
  faults: { index: number | null; column: string | null; code: string; message: string }[];
  userErrors: { field: string[] | null; code: string; message: string }[];
}

const IMPORT = `mutation ($input: ImportOrganizationsInput!) { importOrganizations(input: $input) {
  reorganization { id state acts { kind act } } counts { kind count } unchanged dissolvedShare
  recognitions { index rule message organization { name } } questions { index code message candidates { id name } }
  notices { index column code message } faults { index column code message } userErrors { field code message } } }`;

let keys = 0;
async function send(rows: readonly object[], more: object = {}, call = author.call): Promise<Payload> {
  keys += 1;
  const input = { organizationId: tenant.root.gid, name: '区划调整', rows, idempotencyKey: `key-${keys}`, ...more };
  return (await call.ask<{ importOrganizations: Payload }>(IMPORT, { input })).importOrganizations;
}

const nothing = { reorganization: null, recognitions: [], questions: [], notices: [], faults: [], userErrors: [] };
const rootKept = () => ({
  recognitions: [
    {
      ...{ index: 0, rule: 'ROOT', organization: { name: tenant.root.name } },
      message: `C ${tenant.root.name} is ${tenant.root.name}: a tree has one root, and this one had no code yet.`,
    },
  ],
  notices: [
    {
      ...{ index: null, column: 'code', code: 'HOME_KEPT' },
      message: `${tenant.root.name} does not take the code C: a plan changes only what lies beneath.`,
    },
  ],
});

const step = (name: string) =>
  `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { reorganization { state } userErrors { code } } }`;

const names = async (call = approver.call) => {
  const { viewer } = await call.ask<{ viewer: { roots: object[] } }>(
    '{ viewer { roots { name children { name externalReference children { name externalReference } } } } }',
  );
  return viewer.roots;
};

test('rows that say what is so already draft nothing', async () => {
  expect(await send(present())).toEqual({ ...nothing, ...rootKept(), counts: [], unchanged: 3, dissolvedShare: 0 });
});

test('a dry run answers the plan and writes nothing; without it the plan is proposed, approved by another, and applied', async () => {
  const rows = [
    ...present().slice(0, 2),
    row('V1', 'S1', '雨声社区', 'COMMUNITY'),
    row('S2', 'C', '鱼复街道', 'STREET', { shortName: '鱼复', sortOrder: 2 }),
    row('V2', 'S2', '月光社区', 'community', { kind: 'COMMUNITY' }),
  ];
  const before = await world.checksum();
  const tried = await send(rows, { dryRun: true });
  expect(await world.checksum()).toEqual(before);
  const acts = [
    {
      ...{ kind: 'CREATE', key: 'S2', parent: tenant.root.gid, level: 'STREET', name: '鱼复街道' },
      ...{ shortName: '鱼复', sortOrder: 2, externalReference: 'S2', organizationKind: 'STREET' },
    },
    {
      ...{ kind: 'CREATE', key: 'V2', parent: 'new:S2', level: 'COMMUNITY', name: '月光社区' },
      ...{ externalReference: 'V2', organizationKind: 'COMMUNITY' },
    },
    { kind: 'RENAME', organization: community.gid, name: '雨声社区' },
  ];
  const plan = {
    ...nothing,
    reorganization: {
      ...{ id: expect.any(String) as string, state: 'DRAFT' },
      acts: acts.map((act) => ({ kind: act.kind, act })),
    },
    counts: [
      { kind: 'CREATE', count: 2 },
      { kind: 'RENAME', count: 1 },
    ],
    ...{ unchanged: 2, dissolvedShare: 0 },
    ...rootKept(),
    recognitions: [
      ...rootKept().recognitions,
      {
        ...{ index: 2, rule: 'SAME_CODE', organization: { name: '羽声社区' } },
        message: 'V1 雨声社区 is V1 羽声社区: it has the same code.',
      },
    ],
  };
  expect(tried).toEqual(plan);

  const drafted = await send(rows);
  expect(drafted).toEqual(plan);
  const input = { id: drafted.reorganization?.id };
  const own = await author.call.ask(step('proposeReorganization'), { input });
  expect(own).toEqual({ proposeReorganization: { reorganization: { state: 'PROPOSED' }, userErrors: [] } });
  expect(await author.call.refusals(step('approveReorganization'), { input })).toEqual([
    { code: 'FORBIDDEN', path: 'approveReorganization' },
  ]);
  await approver.call.ask(step('approveReorganization'), { input });
  expect(await approver.call.ask(step('applyReorganization'), { input })).toEqual({
    applyReorganization: { reorganization: { state: 'APPLIED' }, userErrors: [] },
  });
  expect(await names()).toEqual([
    {
      name: tenant.root.name,
      children: [
        {
          ...{ name: '永安街道', externalReference: 'S1' },
          children: [{ name: '雨声社区', externalReference: 'V1' }],
        },
        {
          ...{ name: '鱼复街道', externalReference: 'S2' },
          children: [{ name: '月光社区', externalReference: 'V2' }],
        },
      ],
    },
  ]);
  expect(await send(rows)).toMatchObject({ reorganization: null, counts: [], unchanged: 5, faults: [] });
});

test('what cannot be told is asked, and nothing is written until it is answered', async () => {
  const twin = await tenant.add(street, { name: '和平社区', externalReference: 'P1' });
  const second = await tenant.add(tenant.root, { name: '鱼复街道', externalReference: 'S2' });
  const other = await tenant.add(second, { name: '和平社区', externalReference: 'P2' });
  const rows = [
    ...present(),
    row('S2', 'C', '鱼复街道', 'STREET'),
    row('X1', 'S1', '和平社区', 'COMMUNITY'),
    row('P2', 'S2', '和平社区', 'COMMUNITY'),
  ];
  const before = await world.checksum();
  const message = 'More than one organization is named 和平. Which one is it, or is it new?';
  const asked = await send(rows);
  expect(asked).toMatchObject({
    reorganization: null,
    questions: [{ index: 4, code: 'X1', message, candidates: [{ id: twin.gid, name: '和平社区' }] }],
    faults: [],
    userErrors: [{ field: ['input', 'rows', '4', 'code'], code: 'UNANSWERED', message }],
  });
  expect(await world.checksum()).toEqual(before);

  const answered = await send(rows, { answers: [{ code: 'X1', organizationId: twin.gid }] });
  expect(answered).toMatchObject({ counts: [{ kind: 'RENAME', count: 1 }], questions: [], userErrors: [] });
  expect(answered.reorganization?.acts).toEqual([
    { kind: 'RENAME', act: { kind: 'RENAME', organization: twin.gid, externalReference: 'X1' } },
  ]);
  expect(await send(rows, { answers: [{ code: 'X1', isNew: true }], allowDissolve: true })).toMatchObject({
    counts: [
      { kind: 'CREATE', count: 1 },
      { kind: 'DISSOLVE', count: 1 },
    ],
  });
  expect(await send(rows, { answers: [{ code: 'X1', organizationId: other.gid }] })).toMatchObject({
    reorganization: null,
    userErrors: [{ field: ['input', 'answers'], code: 'ANSWER_REFUSED' }, { code: 'UNANSWERED' }],
  });
  for (const answer of [{}, { organizationId: twin.gid, isNew: true }]) {
    expect(await send(rows, { answers: [{ code: 'X1', ...answer }] })).toMatchObject({
      userErrors: [{ field: ['input', 'answers'], code: 'INVALID' }],
    });
  }
});

test('more than a tenth is not dissolved unless it is allowed', async () => {
  const rows = present().slice(0, 2);
  const kept = await send([...rows, row('V9', 'S1', '新社区', 'COMMUNITY')]);
  const message =
    'It would dissolve 1 of the 3 organizations that the file speaks of; more than a tenth must be allowed.';
  expect(kept).toMatchObject({
    ...{ reorganization: null, dissolvedShare: 1 / 3 },
    faults: [{ index: null, column: null, code: 'TOO_MANY_DISSOLVED', message }],
    userErrors: [{ field: ['input', 'allowDissolve'], code: 'TOO_MANY_DISSOLVED', message }],
  });
  const allowed = await send([...rows, row('V9', 'S1', '新社区', 'COMMUNITY')], { allowDissolve: true });
  expect(allowed).toMatchObject({ reorganization: { state: 'DRAFT' }, userErrors: [] });
  // A file without a level is silent about it.
  expect(await send(rows)).toMatchObject({ counts: [], dissolvedShare: 0 });
});

test('every fault of every row is told at once, and as user errors again', async () => {
  await tenant.add(street, { name: '旧社区', externalReference: 'OLD', dissolvedOn: '2020-01-01' });
  const before = await world.checksum();
  const wrong = await send([
    ...present(),
    row('', 'S1', '=A1', 'COMMUNITY'),
    row('V3', 'S9', '三社区', 'PLANET', { areaCode: '12' }),
    row('V4', 'C', '四社区', 'COMMUNITY'),
  ]);
  const faults = [
    { index: 3, column: 'code', code: 'BLANK', message: 'The cell is empty.' },
    { index: 3, column: 'name', code: 'FORMULA', message: 'The cell holds a formula. Write its value.' },
    { index: 4, column: 'areaCode', code: 'INVALID', message: 'An area code has 6, 9 or 12 digits.' },
    { index: 4, column: 'parentCode', code: 'ORPHAN', message: 'S9 is neither in the file nor in the tree.' },
    {
      ...{ index: 4, column: 'level', code: 'UNKNOWN_LEVEL' },
      message:
        'There is no level PLANET; there are COUNTY, STREET, COMMUNITY, BRANCH, BUILDING_GROUP, FLOOR_HOUSEHOLD.',
    },
    {
      ...{ index: 5, column: 'level', code: 'LEVEL_NOT_ALLOWED' },
      message: 'COMMUNITY cannot stand directly beneath COUNTY.',
    },
  ];
  expect(wrong).toEqual({
    ...nothing,
    ...{ counts: [], unchanged: 0, dissolvedShare: 0, faults },
    userErrors: faults.map(({ index, column, code, message }) => {
      return { field: ['input', 'rows', String(index), column], code, message };
    }),
  });
  expect((await send([...present(), row('OLD', 'S1', '旧社区', 'COMMUNITY')])).faults).toEqual([
    {
      ...{ index: 3, column: 'code', code: 'CODE_OF_DISSOLVED' },
      message: 'The code OLD stays with 旧社区, which was dissolved on 2020-01-01. Restore it, or give another code.',
    },
  ]);
  expect(await send(Array(2_001).fill(row('V1', 'S1', '羽声社区', 'COMMUNITY')))).toEqual({
    ...nothing,
    ...{ counts: [], unchanged: 0, dissolvedShare: 0 },
    userErrors: [{ field: ['input', 'rows'], code: 'INVALID', message: 'A call takes at most 2000 rows.' }],
  });
  expect(await world.checksum()).toEqual(before);
});

test('beneath a street only what lies there is read, and codes from elsewhere are only taken', async () => {
  const other = await world.tenant();
  await other.add(other.root, { externalReference: 'V2', name: '别县街道' });
  await tenant.add(tenant.root, { name: '鱼复街道', externalReference: 'S2' });
  const worker = await tenant.actor({ role: 'INTEGRATOR', at: street });
  const own = { organizationId: street.gid };
  const rows = [row('V1', 'S1', '羽声社区', 'COMMUNITY'), row('V2', 'S1', '二社区', 'COMMUNITY')];
  const untouched = await other.rows('select * from organization order by id');
  expect(await send(rows, own, worker.call)).toMatchObject({
    reorganization: { state: 'DRAFT' },
    counts: [{ kind: 'CREATE', count: 1 }],
  });
  expect(await other.rows('select * from organization order by id')).toEqual(untouched);
  expect(await send([...rows, row('S2', 'S1', '三社区', 'COMMUNITY')], own, worker.call)).toMatchObject({
    faults: [{ index: 2, code: 'CODE_TAKEN', message: 'The code S2 belongs to another organization.' }],
  });
  expect(await send([...rows, row('V3', 'S2', '三社区', 'COMMUNITY')], own, worker.call)).toMatchObject({
    faults: [{ index: 2, code: 'ORPHAN' }],
  });
  keys += 1;
  const above = { organizationId: tenant.root.gid, name: 'x', rows: [], idempotencyKey: `key-${keys}` };
  expect(await worker.call.refusals(IMPORT, { input: above })).toEqual([
    { code: 'NOT_FOUND', path: 'importOrganizations' },
  ]);
});

test('the same key answers the first plan again, and the sentences are Chinese for whoever asks for that', async () => {
  const rows = [...present(), row('V2', 'S1', '二社区', 'COMMUNITY')];
  const first = await send(rows, { idempotencyKey: 'again' });
  expect(await send(rows, { idempotencyKey: 'again' })).toEqual(first);
  expect(await send(present(), { idempotencyKey: 'again' })).toMatchObject({
    userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
  });
  const chinese = await send(
    [...rows, row('', 'S1', '三社区', 'COMMUNITY')],
    {},
    author.call.with({ 'accept-language': 'zh' }),
  );
  expect(chinese.faults).toEqual([{ index: 4, column: 'code', code: 'BLANK', message: '单元格为空。' }]);
});

test('a plan of 2,000 rows is one call, and may be longer than a plan drafted by hand', async () => {
  const rows = Array.from({ length: 1_999 }, (_row, index) => row(`N${index}`, 'S1', `第${index}社区`, 'COMMUNITY'));
  expect(await send([row('V1', 'S1', '羽声社区', 'COMMUNITY'), ...rows])).toMatchObject({
    reorganization: { state: 'DRAFT' },
    counts: [{ kind: 'CREATE', count: 1_999 }],
    userErrors: [],
  });
});
