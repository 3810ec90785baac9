import express from 'express';
import request from 'supertest';
import { createPool } from '../../src/database/pool';
import { health } from '../../src/http/health';
import { createLog } from '../../src/log';
import { World } from '../setup/world';

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
