import { World } from '../setup/world';

let worlds: World[];
beforeAll(async () => {
  worlds = [await World.open(), await World.open()];
});
afterAll(() => Promise.all(worlds.map((world) => world.close())));

test('the sizes of one database do not bound what is asked of another, though the ids are the same', async () => {
  const asked = `query ($id: ID!) { organization(by: { id: $id }) {
    children { descendants(first: 100) { nodes { descendants(first: 100) { nodes { id } } } } } } }`;
  const answers = [];
  for (const [index, world] of worlds.entries()) {
    const tenant = await world.tenant();
    for (let made = 0; made < index * 12; made += 1) await tenant.add(tenant.root);
    const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
    answers.push([tenant.root.gid, await call.refusals(asked, { id: tenant.root.gid })]);
  }
  const [[id] = []] = answers;
  expect(answers).toEqual([
    [id, []],
    [id, [{ code: 'QUERY_TOO_EXPENSIVE', path: '' }]],
  ]);
});

test('sizes older than a minute are still taken, and read again once the answer is on its way', async () => {
  const asked = `query ($id: ID!) { organization(by: { id: $id }) {
    children { descendants(first: 100) { nodes { descendants(first: 100) { nodes { id } } } } } } }`;
  const [world] = worlds as [World];
  const tenant = await world.tenant();
  const { call } = await tenant.actor({ role: 'ORGANIZER', at: tenant.root });
  const ask = () => call.refusals(asked, { id: tenant.root.gid });
  expect(await ask()).toEqual([]);
  for (let made = 0; made < 12; made += 1) await tenant.add(tenant.root);
  expect(await ask()).toEqual([]);

  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + 61_000);
  try {
    expect(await ask()).toEqual([]);
    // What is read afterwards stands for the next one as soon as it is there.
    for (let tries = 0; tries < 50 && (await ask()).length === 0; tries += 1) continue;
    expect(await ask()).toEqual([{ code: 'QUERY_TOO_EXPENSIVE', path: '' }]);
  } finally {
    clock.mockRestore();
  }
});
