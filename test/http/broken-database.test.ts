import express from 'express';
import { Client } from 'pg';
import request from 'supertest';
import { createPool } from '../../src/database/pool';
import { health } from '../../src/http/health';
import { createLog } from '../../src/log';
import { World } from '../setup/world';

test('a broken database is our fault: a request id, and neither SQL nor a stack', async () => {
  const world = await World.open();
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'VIEWER', at: tenant.root });
  const administrator = new Client({ connectionString: world.database.administratorUrl });
  await administrator.connect();
  await administrator.query('alter table membership rename to elsewhere');
  await administrator.end();

  const answer = await call.send(
    'query ($id: ID!) { organization(by: { id: $id }) { name memberships(first: 1) { nodes { id } } } }',
    { id: tenant.root.gid },
  );

  expect(answer.errors).toEqual([
    {
      message: 'Something went wrong on our side.',
      locations: [{ line: 1, column: 57 }],
      path: ['organization', 'memberships'],
      extensions: { code: 'INTERNAL', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    },
  ]);
  expect(await call.send('{ viewer { roots { name } } }')).toMatchObject({ status: 200, errors: undefined });
  await world.close();
});

test('a database that cannot be reached makes the process not ready, and alive', async () => {
  // Nothing listens on port 1.
  const pool = createPool('postgres://sanlou_app@127.0.0.1:1/sanlou', createLog('silent'));
  const http = express().use(health({ pool }));
  expect((await request(http).get('/livez')).body).toEqual({ status: 'ok' });
  const ready = await request(http).get('/readyz');
  expect([ready.status, ready.body]).toEqual([503, { status: 'database unreachable' }]);
  await pool.end();
});

test('a database that answers makes it ready', async () => {
  const world = await World.open();
  const ready = await request(world.http).get('/readyz');
  expect([ready.status, ready.body]).toEqual([200, { status: 'ok' }]);
  await world.close();
});
