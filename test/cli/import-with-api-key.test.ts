import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listen } from '../../src/process/listen';
import { integration, revokeApiKey } from '../features/accounts/api-keys/operations';
import { sanlou } from '../setup/command';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('a program imports a roster by its key, until the key is taken back', async () => {
  const { tenant, administrator, apiKey, secret } = await integration(world);
  const api = await listen(world.http, '127.0.0.1', 0);
  const folder = await mkdtemp(path.join(tmpdir(), 'sanlou-import-'));
  try {
    const file = path.join(folder, 'roster.csv');
    const header = 'personExternalReference,personName,organizationExternalReference,status,startedOn';
    await writeFile(file, [header, 'P-1,张三,NORTH,FULL,2020-06-30', 'P-2,李四,SOUTH,FULL,2020-06-30', ''].join('\n'));
    const command = ['import', 'memberships', file, '--url', `${api.url}/graphql`];

    const done = await sanlou(command, { SANLOU_TOKEN: secret });
    expect(done.stdout).toBe('2 rows: 2 assigned, 0 unchanged, 0 at fault, 2 people registered.\nWritten.\n');
    expect(await tenant.rows('select name from person where tenant_id = $1 order by id', [tenant.id])).toEqual([
      ...[{ name: '张三' }, { name: '李四' }],
    ]);

    await administrator.call.ask(revokeApiKey, { input: { apiKeyId: apiKey.id } });
    expect(await sanlou([...command, '--token', secret])).toEqual({
      ...{ code: 1, stdout: '' },
      stderr: 'UNAUTHENTICATED: A valid bearer token is required.\n',
    });
  } finally {
    await api.close();
    await rm(folder, { recursive: true });
  }
});
