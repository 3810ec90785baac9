import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import request from 'supertest';
import { createUi, type Persona } from '../../src/http/ui';

const page = '<!doctype html><title>Sanlou</title>';
const script = 'export {};';
const persona: Persona = {
  name: 'county',
  title: '奉节县 · ORGANIZER + ADMINISTRATOR',
  token: 'header.payload.signature',
};
const nothingHere = { errors: [{ message: 'There is nothing here.', extensions: { code: 'NOT_FOUND' } }] };

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sanlou-ui-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), page);
  await writeFile(join(directory, '.inputs'), 'hash');
  await writeFile(join(directory, 'assets', 'index-4f2a.js'), script);
});

afterAll(() => rm(directory, { recursive: true }));

function serve(options: Partial<Parameters<typeof createUi>[0]> = {}) {
  return request(express().use(createUi({ directory, ...options })));
}

test('the page is served with or without a closing slash and asked for afresh each time', async () => {
  for (const path of ['/graphiql', '/graphiql/']) {
    const response = await serve().get(path);
    expect(response.status).toBe(200);
    expect(response.text).toBe(page);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['cache-control']).toBe('no-cache');
  }
});

test('an asset is kept by the browser for good', async () => {
  const response = await serve().get('/graphiql/assets/index-4f2a.js');
  expect(response.status).toBe(200);
  expect(response.text).toBe(script);
  expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('personas are listed where they are offered, and never kept', async () => {
  const response = await serve({ personas: async () => [persona] }).get('/graphiql/personas');
  expect(response.status).toBe(200);
  expect(response.body).toEqual({ personas: [persona] });
  expect(response.headers['cache-control']).toBe('no-store');
});

test('personas are not listed to a page whose own name points here', async () => {
  const ui = serve({ personas: async () => [persona] });
  const response = await ui.get('/graphiql/personas').set('host', 'evil.example.org:4000');
  expect(response.status).toBe(404);
  expect(response.body).toEqual(nothingHere);
  expect((await ui.get('/graphiql/personas').set('host', 'localhost:4000')).body).toEqual({ personas: [persona] });
});

test('without personas their list does not exist', async () => {
  const response = await serve().get('/graphiql/personas');
  expect(response.status).toBe(404);
  expect(response.body).toEqual(nothingHere);
});

test.each([
  ['get', '/graphiql/assets/absent.js'],
  ['get', '/graphiql/assets/'],
  ['get', '/graphiql/assets/..%2f.inputs'],
  ['get', '/graphiql/.inputs'],
  ['get', '/graphiql/index.html'],
  ['post', '/graphiql'],
] as const)('%s %s answers that nothing is there, and is not kept', async (method, path) => {
  const response = await serve()[method](path);
  expect(response.status).toBe(404);
  expect(response.body).toEqual(nothingHere);
  expect(response.headers['cache-control']).toBe('no-store');
});

test('a page that is not built says how to build it, and the personas still answer', async () => {
  const unbuilt = serve({ directory: join(directory, 'absent'), personas: async () => [persona] });
  const response = await unbuilt.get('/graphiql');
  expect(response.status).toBe(503);
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.text).toContain('<code>npm run build</code>');
  expect((await unbuilt.get('/graphiql/personas')).body).toEqual({ personas: [persona] });
});

test('what is not beneath /graphiql is left to others', async () => {
  const app = express().use(createUi({ directory }));
  app.get('/graphiql-next', (_request, response) => void response.json('next'));
  expect((await request(app).get('/graphiql-next')).body).toBe('next');
});

test('the content security policy refuses every foreign source and inline script', async () => {
  const response = await serve().get('/graphiql');
  expect(response.headers['content-security-policy']).toBe(
    "default-src 'none';script-src 'self';worker-src 'self';connect-src 'self';style-src 'self' 'unsafe-inline';" +
      "font-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none';frame-ancestors 'none'",
  );
});
