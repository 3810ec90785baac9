import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findTenant } from '../../src/features/accounts/find-account';
import { dataFile } from '../../seeds/data-file';
import type { Caller } from '../setup/api';
import { sanlou, type CommandResult } from '../setup/command';
import { TestTenant } from '../setup/tenant';
import { World } from '../setup/world';
import { structureFaults } from '../structure/integrity';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.open();
  folder = await mkdtemp(path.join(tmpdir(), 'sanlou-hierarchy-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** The command against this file's database; as the owner of its tables only where that is said. */
function run(parameters: readonly string[], { asOwner = false } = {}): Promise<CommandResult> {
  return sanlou(parameters, {
    DATABASE_URL: world.database.applicationUrl,
    ...(asOwner ? { DATABASE_OWNER_URL: world.database.ownerUrl } : {}),
    SANLOU_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANLOU_DEV_TOKENS: 'true',
  });
}

async function county(code: string): Promise<{ tenant: TestTenant; boss: Caller }> {
  const created = await run(['create-tenant', code, '奉节县', '--subject', `boss-${code}`], { asOwner: true });
  expect(created).toMatchObject({ code: 0, stderr: '' });
  const id = await findTenant({ pool: world.pool }, code);
  const tenant = await TestTenant.existing(world, id ?? '', code);
  return { tenant, boss: world.caller(await world.keys.sign(`boss-${code}`)) };
}

interface Told {
  counts: object;
  unchanged: number;
  faults: object[];
  questions: object[];
  state: string | null;
}

async function importFile(file: string, code: string, ...options: string[]): Promise<CommandResult & { told: Told }> {
  const asOwner = options.includes('--create-levels');
  const result = await run(['import', 'organizations', file, '--tenant', code, '--json', ...options], { asOwner });
  return { ...result, told: JSON.parse(result.stdout || 'null') as Told };
}

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

const counts = (some: object = {}) => ({ CREATE: 0, SPLIT: 0, RENAME: 0, MOVE: 0, DISSOLVE: 0, ...some });
const first = ['--effective', '2020-06-30', '--reason', '2020 年版'];
const second = ['--effective', '2021-01-01', '--reason', '设立夔州街道'];

const moved = [
  ['500236001005', '500236004001'],
  ['500236001006', '500236004002'],
  ['500236001007', '500236004003'],
  ['500236001008', '500236004004'],
  ['500236001012', '500236004009'],
  ['500236001200', '500236004200'],
  ['500236001201', '500236004201'],
] as const;

test('the county of 2020 becomes that of 2023: the street is split, and everyone keeps what he has', async () => {
  const { tenant, boss } = await county('replay');
  expect(await importFile(dataFile('fengjie-2020.csv'), 'replay', '--apply', ...first)).toMatchObject({
    code: 0,
    told: { counts: counts({ CREATE: 422 }), unchanged: 1, faults: [], questions: [], state: 'APPLIED' },
  });
  expect(await structureFaults(world, tenant)).toEqual([]);
  const children = `children { externalReference name children { externalReference name } }`;
  const treeOf2020 = await boss.ask(`{ viewer { roots { ${children} } } }`);

  const stays = await tenant.find('500236001009');
  const goes = await tenant.find('500236001008');
  for (const place of [stays, goes]) {
    await tenant.member({ in: place });
    await tenant.grid(place);
    await tenant.actor({ role: 'ORGANIZER', at: place }, place);
  }
  const kept = () =>
    Promise.all(
      [
        'select id, person_id, organization_id, started_on, ended_on, version from membership order by id',
        'select id, organization_id, version from grid order by id',
        'select id, organization_id from account order by id',
        'select id, account_id, organization_id from role_grant order by id',
      ].map((text) => tenant.rows(text)),
    );
  const before = await kept();

  const replayed = await importFile(dataFile('fengjie-2023.csv'), 'replay', '--apply', ...second);
  expect(replayed).toMatchObject({
    code: 0,
    told: { counts: counts({ CREATE: 2, SPLIT: 1, RENAME: 20 }), unchanged: 402, state: 'APPLIED' },
  });
  expect(await structureFaults(world, tenant)).toEqual([]);
  expect(await kept()).toEqual(before);

  const edges = 'kind effectiveOn reason predecessor { externalReference } fromParent { name } toParent { name }';
  const lineageOf = async (code: string) =>
    (
      await boss.ask<{ organization: { lineage: object[] } }>(
        `query ($code: String!) { organization(by: { externalReference: $code }) { lineage(direction: PREDECESSORS) { ${edges} } } }`,
        { code },
      )
    ).organization.lineage;
  const said = { effectiveOn: '2021-01-01', reason: '设立夔州街道' };
  expect(await lineageOf('500236004')).toEqual([
    { ...said, kind: 'SPLIT', predecessor: { externalReference: '500236001' }, fromParent: null, toParent: null },
  ]);
  for (const [, code] of moved) {
    const itself = { ...said, predecessor: { externalReference: code } };
    expect(await lineageOf(code)).toEqual([
      { ...itself, kind: 'MOVE', fromParent: { name: '永安街道' }, toParent: { name: '夔州街道' } },
      { ...itself, kind: 'RENAME', fromParent: null, toParent: null },
    ]);
  }
  for (const [old, code] of moved) {
    expect(
      await boss.ask(
        `{ organization(by: { externalReference: "${old}" }) { externalReference areaCode parent { name } foundThrough { kind value } } }`,
      ),
    ).toEqual({
      organization: {
        ...{ externalReference: code, areaCode: code, parent: { name: '夔州街道' } },
        foundThrough: { kind: 'EXTERNAL_REFERENCE', value: old },
      },
    });
  }
  const peaks = (asOf: string) =>
    boss.ask(`{ node(id: "${goes.gid}") { ... on Organization { at: ancestors(asOf: "${asOf}") { name } } } }`);
  expect(await peaks('2020-12-31')).toMatchObject({ node: { at: [{ name: '奉节县' }, { name: '永安街道' }] } });
  expect(await peaks('2021-01-01')).toMatchObject({ node: { at: [{ name: '奉节县' }, { name: '夔州街道' }] } });
  expect(await boss.ask(`{ node(id: "${goes.gid}") { ... on Organization { name } } }`)).toEqual({
    node: { name: '冒峰社区居民委员会' },
  });
  const asOf = (day: string) => `{ organization(by: { externalReference: "500236" }, asOf: "${day}") { ${children} } }`;
  expect(await boss.ask(asOf('2020-12-31'))).toEqual({
    organization: (treeOf2020 as { viewer: { roots: object[] } }).viewer.roots[0],
  });

  expect(await importFile(dataFile('fengjie-2023.csv'), 'replay', '--apply', ...second)).toMatchObject({
    code: 0,
    told: { counts: counts(), unchanged: 426, faults: [], questions: [], state: null },
  });
}, 120_000);

test('without --plan or --apply the plan is told and nothing is written; --plan files a draft that others approve', async () => {
  const { boss } = await county('drafted');
  const before = await world.checksum();
  const told = await run(['import', 'organizations', dataFile('fengjie-2020.csv'), '--tenant', 'drafted']);
  expect(told).toEqual({
    code: 0,
    stdout:
      'line 2: ROOT: 500236 奉节县 is 奉节县: a tree has one root, and this one had no code yet.\n' +
      '423 rows: 422 founded, 0 split, 0 moved, 0 renamed, 0 dissolved, 1 unchanged.\n' +
      'Nothing was written; --plan files it as a draft, --apply does it.\n',
    stderr: 'Reading: 1 of 1 file\nChecking: 423 of 423 rows\nMatching: 423 of 423 rows\n',
  });
  expect(await world.checksum()).toEqual(before);

  expect(await importFile(dataFile('fengjie-2020.csv'), 'drafted', '--plan')).toMatchObject({
    told: { state: 'DRAFT' },
  });
  const plans = `{ viewer { roots { childCount reorganizations(first: 5, reach: DIRECT) {
    nodes { name state isDirect actCounts { kind count } author { name } approver { name } } } } } }`;
  const plan = { name: 'Import of fengjie-2020.csv', isDirect: false, actCounts: [{ kind: 'CREATE', count: 422 }] };
  const named = { author: { name: 'boss-drafted' }, approver: null };
  expect(await boss.ask(plans)).toEqual({
    viewer: { roots: [{ childCount: 0, reorganizations: { nodes: [{ ...plan, ...named, state: 'DRAFT' }] } }] },
  });
  expect(
    await importFile(dataFile('fengjie-2020.csv'), 'drafted', '--apply', '--effective', '2999-01-01'),
  ).toMatchObject({
    told: { state: 'APPROVED' },
  });
  expect(await boss.ask(plans)).toMatchObject({
    viewer: { roots: [{ childCount: 0, reorganizations: { nodes: [{ state: 'DRAFT' }, { state: 'APPROVED' }] } }] },
  });
});

const land = [
  'Schlüssel,parent code,Name,level',
  'DE,,Bundesrepublik,Bund',
  'DE-BY,DE,Bayern,Land',
  'DE-BY-1,DE-BY,Oberbayern,Regierungsbezirk',
  'DE-BY-1-M,DE-BY-1,Landkreis München,Kreis',
  'DE-BY-1-M-1,DE-BY-1-M,Garching,Gemeinde',
];

test('a hierarchy of another country brings its own five levels, as the owner of the tables only', async () => {
  const { boss } = await county('elsewhere');
  const file = await write('land.csv', `${land.join('\n')}\n`);
  const options = ['--map', 'code=Schlüssel', '--create-levels', '--apply'];
  const parameters = ['import', 'organizations', file, '--tenant', 'elsewhere', ...options];
  expect(await run(parameters)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Set DATABASE_OWNER_URL: this needs the owner of the tables.\n') as string,
  });
  expect(await importFile(file, 'elsewhere', ...options)).toMatchObject({
    code: 0,
    told: { counts: counts({ CREATE: 4 }), state: 'APPLIED' },
  });
  const tree = `{ viewer { tenant { levels { rank code name } } roots { externalReference level { code }
    descendants(first: 9) { nodes { name level { code } depth } } } } }`;
  const levels = ['BUND', 'LAND', 'REGIERUNGSBEZIRK', 'KREIS', 'GEMEINDE'];
  expect(await boss.ask(tree)).toMatchObject({
    viewer: {
      tenant: { levels: levels.map((code, rank) => ({ rank, code })) },
      roots: [
        {
          ...{ externalReference: 'DE', level: { code: 'BUND' } },
          descendants: {
            nodes: ['Bayern', 'Oberbayern', 'Landkreis München', 'Garching'].map((name, index) => {
              return { name, level: { code: levels[index + 1] }, depth: index + 1 };
            }),
          },
        },
      ],
    },
  });

  // Beneath what is in use there may come more, between there may not.
  const beneath = await write('beneath.csv', 'code,parentCode,name,level\nO-1,DE-BY-1-M-1,Hochbrück,Ortsteil\n');
  expect(await importFile(beneath, 'elsewhere', '--create-levels', '--apply')).toMatchObject({
    told: { counts: counts({ CREATE: 1 }), state: 'APPLIED' },
  });
  const between = await write(
    'between.csv',
    'code,parentCode,name,level\nV-1,DE-BY-1-M,VG,Verband\nG-2,V-1,Ismaning,Gemeinde\n',
  );
  expect(await importFile(between, 'elsewhere', '--create-levels', '--apply')).toMatchObject({
    code: 1,
    told: {
      state: null,
      faults: [
        {
          ...{ line: null, column: 'level', code: 'LEVEL_IN_USE' },
          message: 'A level would have to come between GEMEINDE and what stands above it; GEMEINDE is in use.',
        },
        {
          ...{ line: null, column: 'level', code: 'LEVEL_IN_USE' },
          message: 'A level would have to come between ORTSTEIL and what stands above it; ORTSTEIL is in use.',
        },
      ],
    },
  });
}, 60_000);

test('GB18030 is read as office programs save it; a fault, and a question, keep everything out', async () => {
  const { tenant, boss } = await county('careful');
  // 奉节县 and 永安街道 in GB18030.
  const encoded = Buffer.concat([
    Buffer.from('code,parentCode,name,level\nC,,'),
    Buffer.from('b7eebddacfd8', 'hex'),
    Buffer.from(',county\nS1,C,'),
    Buffer.from('d3c0b0b2bdd6b5c0', 'hex'),
    Buffer.from(',street\n'),
  ]);
  expect(await importFile(await write('office.csv', encoded), 'careful', '--apply')).toMatchObject({
    told: { counts: counts({ CREATE: 1 }), state: 'APPLIED' },
  });
  expect(await boss.ask('{ viewer { roots { children { name } } } }')).toEqual({
    viewer: { roots: [{ children: [{ name: '永安街道' }] }] },
  });

  const before = await world.checksum();
  const head = 'code,parentCode,name,level\nC,,奉节县,county\nS1,C,永安街道,street\n';
  const wrong = await write('wrong.csv', `${head}V1,S1,一社区,community\nV2,S9,二社区,community\n`);
  expect(await run(['import', 'organizations', wrong, '--tenant', 'careful', '--apply'])).toMatchObject({
    code: 1,
    stdout:
      'line 5: parentCode: ORPHAN: S9 is neither in the file nor in the tree.\n' +
      '4 rows: 0 founded, 0 split, 0 moved, 0 renamed, 0 dissolved, 0 unchanged.\n' +
      'Nothing was written: mend what is at fault.\n',
  });
  expect(await world.checksum()).toEqual(before);

  const old = await tenant.add(await tenant.find('S1'), { name: '帽峰社区', externalReference: 'V7' });
  const asked = await write('asked.csv', `${head}V8,S1,冒峰社区,community\n`);
  const question = await run(['import', 'organizations', asked, '--tenant', 'careful', '--apply']);
  expect(question).toMatchObject({
    code: 1,
    stdout:
      'line 4: 冒峰社区 is similar to 帽峰社区. Is it one of them, or is it new?\n' +
      `  --answer V8=${old.gid}  for V7 帽峰社区\n  --answer V8=new\n` +
      '3 rows: 0 founded, 0 split, 0 moved, 0 renamed, 0 dissolved, 2 unchanged.\n' +
      'Nothing was written: answer what is asked.\n',
  });
  expect(await importFile(asked, 'careful', '--apply', '--answer', `V8=${old.gid}`)).toMatchObject({
    code: 0,
    told: { counts: counts({ RENAME: 1 }), state: 'APPLIED' },
  });
  const gone = await write('gone.csv', `${head}V9,S1,新社区,community\n`);
  expect(await importFile(gone, 'careful', '--apply')).toMatchObject({
    code: 1,
    told: { faults: [{ line: null, code: 'TOO_MANY_DISSOLVED' }], state: null },
  });
  expect(await importFile(gone, 'careful', '--apply', '--allow-dissolve')).toMatchObject({
    told: { counts: counts({ CREATE: 1, DISSOLVE: 1 }), state: 'APPLIED' },
  });
  expect(await importFile(asked, 'careful', '--apply', '--allow-dissolve')).toMatchObject({
    code: 1,
    told: { faults: [{ line: 4, column: 'code', code: 'CODE_OF_DISSOLVED' }], state: null },
  });
}, 60_000);

test.each([
  [['--tenant', 'nowhere'], 'There is no tenant nowhere.'],
  [['--tenant', 'sentences', '--as', 'nobody'], 'There is no account nobody in sentences.'],
  [['--tenant', 'sentences', '--plan', '--apply'], 'Give --plan or --apply, not both.'],
  [['--tenant', 'sentences', '--effective', 'soon'], '--effective is a day that exists, as 2021-01-01.'],
  [
    ['--tenant', 'sentences', '--effective', '2020-01-01', '--apply'],
    'INVALID: A day in the past needs a reason.\nNothing was written.',
  ],
])('what cannot be is refused in a sentence: %j', async (options, sentence) => {
  if (!(await findTenant({ pool: world.pool }, 'sentences'))) await county('sentences');
  const result = await run(['import', 'organizations', dataFile('fengjie-2020.csv'), ...options]);
  expect(result).toMatchObject({ code: 1, stdout: '' });
  expect(result.stderr.endsWith(`${sentence}\n`)).toBe(true);
});
