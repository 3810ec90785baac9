import { parse } from 'graphql';
import { KnownDocuments } from '../../src/graphql/known-documents';

const document = parse('{ a }');

test('a document is found by its exact text, and stays the one that came first', () => {
  const known = new KnownDocuments();
  known.remember('{ a }', document);
  known.remember('{ a }', parse('{ a }'));
  expect(known.find('{ a }')).toBe(document);
  expect(known.find('{ a } ')).toBeUndefined();
  known.forgetAll();
  expect(known.find('{ a }')).toBeUndefined();
});

test('those asked for longest ago make room, by their count and by their length; a long one is not kept', () => {
  const known = new KnownDocuments();
  for (let made = 0; made <= 1_000; made += 1) {
    known.remember(`{ a${made} }`, document);
    known.find('{ a0 }');
  }
  expect([0, 1, 2, 1_000].map((made) => known.find(`{ a${made} }`) !== undefined)).toEqual([true, false, true, true]);

  const [long, longer] = [`{ a } #${'x'.repeat(19_993)}`, `{ a } #${'x'.repeat(19_994)}`];
  known.remember(long, document);
  known.remember(longer, document);
  expect([long, longer].map((text) => [text.length, known.find(text) !== undefined])).toEqual([
    [20_000, true],
    [20_001, false],
  ]);
  for (let made = 0; made < 25; made += 1) known.remember(long.slice(0, -2) + String(made).padStart(2, '0'), document);
  expect(known.find('{ a1000 }')).toBeUndefined();
});
