import fc from 'fast-check';
import { literalOf } from '../../src/database/literal';
import { World } from '../setup/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom("'", '"', '\\', '{', '}', ',', '$1', '\n', 'NULL', ' ') }),
  )
  .filter((value) => value.isWellFormed() && !value.includes('\0'));

async function read(type: string, value: unknown): Promise<unknown[]> {
  const asLiteral = await world.pool.query<{ value: unknown }>(`select (${literalOf(value)})::${type} as value`);
  const asParameter = await world.pool.query<{ value: unknown }>(`select $1::${type} as value`, [value]);
  return [asLiteral.rows[0]?.value, asParameter.rows[0]?.value];
}

test('a literal is read as the same value sent as a parameter', async () => {
  const cases = fc.oneof(
    fc.tuple(fc.constant('text'), fc.option(text)),
    fc.tuple(fc.constant('text[]'), fc.array(fc.option(text))),
    fc.tuple(fc.constant('bigint'), fc.maxSafeInteger()),
    fc.tuple(fc.constant('bigint[]'), fc.array(fc.maxSafeInteger())),
    fc.tuple(fc.constant('boolean'), fc.boolean()),
    fc.tuple(fc.constant('double precision'), fc.double({ noNaN: true, noDefaultInfinity: true })),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([type, value]) => {
      const [asLiteral, asParameter] = await read(type, value);
      expect(asLiteral).toEqual(asParameter);
    }),
    { numRuns: 300 },
  );
});

test('what no literal can hold is none', () => {
  for (const value of ['a\0b', ['a\0b'], [['a']], new Date(), Buffer.from('a'), { a: 1 }, [{ a: 1 }], [undefined]]) {
    expect(literalOf(value)).toBeUndefined();
  }
});
