import type { Pool, PoolClient } from 'pg';
import { createJobPool } from '../../../src/database/pool';
import { rotateTenant } from '../../../src/features/people/rotation/rotate';
import { useSecretKey } from '../../../src/features/people/secrets';
import { createLog } from '../../../src/log';
import { sanlou } from '../../setup/command';
import { testKey, valuesByKey, withRing } from '../../setup/keys';
import { giveSecrets } from '../../setup/secrets';
import type { TestActor, TestNode, TestTenant } from '../../setup/tenant';
import { World } from '../../setup/world';
import { update } from './operations';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const people = 24;
const writers = 4;
let number = 13_800_000_000;

interface Setting {
  tenant: TestTenant;
  organizer: TestActor;
  persons: TestNode[];
  /** The phone number each of them has by now, by his id. */
  phones: Map<string, string>;
}

async function setting(): Promise<Setting> {
  const tenant = await world.tenant();
  const organizer = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const persons: TestNode[] = [];
  const phones = new Map<string, string>();
  for (let made = 0; made < people; made += 1) {
    const person = await tenant.person(tenant.root);
    phones.set(person.gid, String((number += 1)));
    await giveSecrets(tenant, person, { phone: phones.get(person.gid), identityNumber: '11010519491231002X' });
    persons.push(person);
  }
  return { tenant, organizer, persons, phones };
}

interface Writing {
  /** Waits until so many more numbers were given. */
  more(count: number): Promise<void>;
  /** Answers how many were given. */
  stop(): Promise<number>;
}

/** Several callers, each on people of his own, give new numbers until told to stop. */
function keepWriting({ organizer, persons, phones }: Setting): Writing {
  let stopped = false;
  let given = 0;
  const write = async (writer: number) => {
    for (let turn = 0; !stopped; turn += 1) {
      const { gid: id } = persons[(turn * writers + writer) % people] as TestNode;
      const phone = String((number += 1));
      const data = await organizer.call.ask<{ updatePerson: { userErrors: object[] } }>(update, {
        input: { id, phone },
      });
      expect(data.updatePerson.userErrors).toEqual([]);
      phones.set(id, phone);
      given += 1;
    }
  };
  const running = Array.from({ length: writers }, (_writer, index) => write(index));
  return {
    async more(count) {
      const wanted = given + count;
      while (given < wanted) await Promise.race([...running, new Promise((resolve) => setTimeout(resolve, 1))]);
    },
    async stop() {
      stopped = true;
      await Promise.all(running);
      return given;
    },
  };
}

/** Each person's number as it can be read, and as it is found. */
async function expectNothingLost({ tenant, organizer, persons, phones }: Setting): Promise<void> {
  for (const { gid: id } of persons) {
    const phone = phones.get(id) ?? '';
    expect(
      await organizer.call.ask(
        `query ($id: ID!, $phone: String!) { person(by: { id: $id }) { phone identityNumber } found: person(by: { phone: $phone }) { id } }`,
        { id, phone },
      ),
    ).toEqual({ person: { phone, identityNumber: '11010519491231002X' }, found: { id } });
  }
  expect(Object.values(await valuesByKey(tenant))).toEqual([2 * people]);
}

test('round after round of keys, while four callers go on changing numbers, none is lost and all end with the current key', async () => {
  const keys = Array.from({ length: 12 }, (_key, index) => testKey(20 + index));
  useSecretKey((keys[0] as { key: Buffer }).key);
  const known = await setting();
  const pool = createJobPool(world.database.ownerUrl, createLog('silent'));
  let given = 0;
  let renewed = 0;
  try {
    for (const [round, { key }] of keys.entries()) {
      // The writers begin with the former key and go on with the new one, as servers that are restarted one by one.
      const writing = keepWriting(known);
      await writing.more(writers);
      useSecretKey(key, round > 0 ? [(keys[round - 1] as { key: Buffer }).key] : []);
      const { people: count, passed, unopened } = await rotateTenant({ pool }, known.tenant.id, () => undefined);
      renewed += count;
      expect([passed, unopened.size]).toEqual([0, 0]);
      await writing.more(writers);
      given += await writing.stop();
      // The former key is gone: whatever it still had sealed could not be read.
      useSecretKey(key);
      await expectNothingLost(known);
    }
  } finally {
    await pool.end();
    useSecretKey(testKey(7).key);
  }
  expect(given).toBeGreaterThanOrEqual(12 * 2 * writers);
  expect(renewed).toBeGreaterThan(6 * people);
}, 120_000);

/** A pool whose connections do something just before each statement that writes people anew. */
function disturbed(pool: Pool, disturb: () => Promise<void>): Pool {
  const connect = async () => {
    const client = await pool.connect();
    const send = client.query.bind(client) as (sent: { text?: string }) => Promise<unknown>;
    return Object.assign(Object.create(client) as PoolClient, {
      query: async (sent: { text?: string }) => {
        if (sent.text?.includes('update person')) await disturb();
        return send(sent);
      },
      release: (error?: Error) => client.release(error),
    });
  };
  return Object.assign(Object.create(pool) as Pool, { connect });
}

test('a number that is given between the reading and the writing stays', async () => {
  const [former, next] = [testKey(43), testKey(44)];
  useSecretKey(former.key);
  const known = await setting();
  useSecretKey(next.key, [former.key]);
  const pool = createJobPool(world.database.ownerUrl, createLog('silent'));
  const changed = known.persons.slice(0, 5);
  const disturb = async () => {
    const { gid: id } = changed.pop() ?? {};
    if (!id) return;
    known.phones.set(id, String((number += 1)));
    await known.organizer.call.ask(update, { input: { id, phone: known.phones.get(id) } });
  };
  try {
    const { passed } = await rotateTenant({ pool: disturbed(pool, disturb) }, known.tenant.id, () => undefined);
    expect(passed).toBe(0);
    expect(changed.length).toBeLessThan(5);
    useSecretKey(next.key);
    await expectNothingLost(known);
  } finally {
    await pool.end();
    useSecretKey(testKey(7).key);
  }
});

test('the command does so beside a server that serves', async () => {
  const [former, next] = [testKey(41), testKey(42)];
  useSecretKey(former.key);
  const known = await setting();
  useSecretKey(next.key, [former.key]);
  try {
    const writing = keepWriting(known);
    const { code, stdout } = await sanlou(
      ['keys', 'rotate'],
      withRing(world, [next, former, testKey(31), testKey(44)]),
    );
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^Renewed \d+ values of \d+ people with key [0-9a-f]{8}\.\n$/),
    ]);
    expect(await writing.stop()).toBeGreaterThan(writers);
    useSecretKey(next.key);
    await expectNothingLost(known);
    const versions = await known.tenant.rows<{ sum: number }>(
      `select (sum(version) - count(*))::int - (select count(*)::int from audit_entry where action = 'person.updated') as sum from person`,
    );
    // Each version is one change that somebody made.
    expect(versions).toEqual([{ sum: 0 }]);
  } finally {
    useSecretKey(testKey(7).key);
  }
}, 60_000);
