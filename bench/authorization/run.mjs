// What authorization costs: the three main jobs, answered by two servers of the same code on the same database, one of
// them without door rules, without the condition of reach in its statements, and as a role that row-level security does
// not bind. Both verify tokens and read the actor. Run it with: npm run bench:authorization
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const dist = join(import.meta.dirname, '../../dist');
require('reflect-metadata');
const { startEmbeddedPostgres } = require(`${dist}/src/database/embedded/embedded`);
const { createLog } = require(`${dist}/src/log`);
const { migrateDatabase } = require(`${dist}/src/process/prepare`);
const { useSecretKey } = require(`${dist}/src/features/people/secrets`);
const { seedDemo } = require(`${dist}/seeds`);
const { DevelopmentKeys } = require(`${dist}/src/access/development-keys`);

const rounds = 9;
const secondsEach = 2;

const tree = `{ organization(by: { areaCode: "500236001" }) { ${nested(5)} } }`;
const breakdown = `{ organization(by: { areaCode: "500236" }) { breakdown(level: "STREET") {
  rows { organization { id name } counts { organizations grids members fullMembers probationaryMembers applicants } }
  elsewhere { members } total { members } } } }`;
const assign = `mutation ($rows: [AssignMembershipRow!]!, $key: String!) {
  assignMemberships(input: { rows: $rows, idempotencyKey: $key }) { assigned results { membership { id } } userErrors { message } } }`;

let made = 0;
const jobs = {
  'a street as a tree (hierarchy)': { as: 'county', body: () => ({ query: tree }) },
  'counts per street (dashboard)': { as: 'county', body: () => ({ query: breakdown }) },
  'one membership (integrator)': {
    as: 'integrator',
    body(name) {
      made += 1;
      const person = `bench-${name}-${made}`;
      const row = {
        personExternalReference: person,
        personName: '测试',
        organizationExternalReference: '500236001009-01',
      };
      return { query: assign, variables: { key: person, rows: [{ ...row, status: 'FULL', startedOn: '2020-07-01' }] } };
    },
  },
};

function nested(levels) {
  const fields = 'id name shortName kind externalReference sortOrder depth version';
  return levels === 0 ? fields : `${fields} children { ${nested(levels - 1)} }`;
}

const folder = mkdtempSync(join(tmpdir(), 'sanlou-bench-'));
chmodSync(folder, 0o755);
const stops = [() => rmSync(folder, { recursive: true, force: true })];
try {
  const database = await startEmbeddedPostgres({ dataDirectory: join(folder, 'data'), log: createLog('warn') });
  stops.push(() => database.stop());
  await migrateDatabase(database.ownerUrl);
  useSecretKey(Buffer.alloc(32, 7));
  await seedDemo(database.ownerUrl, () => undefined);
  const keys = await DevelopmentKeys.open(folder);
  const tokens = { county: await keys.sign('county'), integrator: await keys.sign('integrator') };
  const unbound = database.administratorUrl.replace(/postgres$/, 'sanlou');
  const servers = [await startServer('with', database.applicationUrl), await startServer('without', unbound)];
  stops.push(...servers.map(({ stop }) => stop));
  await measure(servers, tokens);
} finally {
  for (const stop of stops.reverse()) await stop();
}

async function startServer(name, url) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'server.cjs'), name, url, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve, reject) => {
    child.stdout.once('data', (text) => resolve(String(text).trim()));
    child.once('exit', () => reject(new Error(`The server ${name} authorization ended.`)));
  });
  return {
    name,
    address,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}

async function measure(servers, tokens) {
  console.log('| job | with, ms | without, ms | with / without | spread of the ratio |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const [title, { as, body }] of Object.entries(jobs)) {
    const ask = (server) => request(server.address, tokens[as], body(server.name));
    const answers = await Promise.all(servers.map(ask));
    if (as === 'county' && answers[0] !== answers[1]) throw new Error(`The two answers to ${title} differ.`);
    const times = { with: [], without: [] };
    for (let round = 0; round <= rounds; round += 1) {
      for (const server of round % 2 ? servers : servers.toReversed()) {
        const milliseconds = await meanOf(() => ask(server));
        // The first round warms up.
        if (round > 0) times[server.name].push(milliseconds);
      }
    }
    const ratios = times.with.map((each, round) => each / times.without[round]).sort((left, right) => left - right);
    const cells = [
      median(times.with),
      median(times.without),
      median(ratios),
      `${ratios[0].toFixed(2)}-${ratios.at(-1).toFixed(2)}`,
    ];
    console.log(
      `| ${title} | ${cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell)).join(' | ')} |`,
    );
  }
}

/** The mean duration of one call after the other for some seconds. */
async function meanOf(work) {
  const began = performance.now();
  let calls = 0;
  while (performance.now() - began < secondsEach * 1000) {
    await work();
    calls += 1;
  }
  return (performance.now() - began) / calls;
}

async function request(address, token, body) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (text.includes('"errors"') || text.includes('"assigned":0')) throw new Error(text);
  return text;
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}
