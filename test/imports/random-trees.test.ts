import fc from 'fast-check';
import { deriveActs } from '../../src/features/imports/hierarchy/derive-acts';
import type { DesiredOrganization } from '../../src/features/imports/hierarchy/desired-organization';
import type { ExistingOrganization } from '../../src/features/imports/hierarchy/existing-organization';
import { isSameName } from '../../src/features/imports/hierarchy/plain-name';
import { NaiveTree } from './naive-tree';
import { file, tree } from './organizations';

const levels = ['COUNTY', 'STREET', 'COMMUNITY'];
const place = fc.nat({ max: 1_000 });
const name = fc.constantFrom(
  ...[
    '帽峰社区',
    '冒峰社区居民委员会',
    '茅峰',
    '魏家社区',
    '胡家社区居民委员会',
    '胡家村',
    '清水',
    '大槽',
    '真武村民委员会',
    '口前村',
  ],
  ...Array.from({ length: 30 }, (_name, index) => `第${index}社区`),
);

interface Node {
  code: string;
  name: string;
  level: string;
  parent: Node | undefined;
}

/** Each stands beneath one that came before; a level nests in itself except at the root. */
function grow(seeds: readonly { code: string; name: string; at: number; nested: boolean }[]): Node[] {
  const nodes: Node[] = [{ code: 'R', name: '奉节县', level: 'COUNTY', parent: undefined }];
  for (const seed of seeds) {
    const parent = nodes[seed.at % nodes.length] as Node;
    const rank = levels.indexOf(parent.level);
    const level = levels[rank === 0 ? 1 : Math.min(rank + (seed.nested ? 0 : 1), 2)] as string;
    nodes.push({ code: seed.code, name: seed.name, level, parent });
  }
  return nodes;
}

const seed = fc.record({ at: place, name, nested: fc.boolean() });
const change = fc.record({
  fate: fc.constantFrom('STAYS', 'STAYS', 'STAYS', 'GOES', 'RECODED', 'RENAMED', 'MOVED', 'BOTH'),
  at: place,
  name,
});

/** A tree, and the tree that a file wants in its place: some gone, some under other codes, names or parents, some new. */
const pairs = fc
  .record({
    seeds: fc.array(seed, { minLength: 1, maxLength: 30 }),
    changes: fc.array(change, { minLength: 30, maxLength: 30 }),
    founded: fc.array(seed, { maxLength: 6 }),
  })
  .map(({ seeds, changes, founded }) => {
    const before = grow(seeds.map((each, index) => ({ ...each, code: `E${index}` })));
    const kept = before.slice(1).map((node, index) => ({ node, ...(changes[index] as (typeof changes)[0]) }));
    const after = [...kept.filter(({ fate }) => fate !== 'GOES')].map(({ node, fate, at, name: other }, index) => ({
      code: fate === 'RECODED' || fate === 'BOTH' ? `N${index}` : node.code,
      name: fate === 'RENAMED' || fate === 'BOTH' ? other : node.name,
      level: node.level,
      old: node,
      at: fate === 'MOVED' || fate === 'BOTH' ? at : undefined,
    }));
    const added = grow(founded.map((each, index) => ({ ...each, code: `F${index}` }))).slice(1);
    return { before, after: settle(after, added) };
  });

type Kept = { code: string; name: string; level: string; old: Node; at: number | undefined };

/** Gives each a parent whose level allows it, those of upper levels first, so that none lies beneath itself. */
function settle(kept: readonly Kept[], added: readonly Node[]): Node[] {
  const root: Node = { code: 'R', name: '奉节县', level: 'COUNTY', parent: undefined };
  const nodes = [root];
  const successor = new Map<Node | undefined, Node>();
  const everyone = [...added.map((node, at) => ({ ...node, old: node, at: at * 7 })), ...kept];
  for (const level of levels.slice(1)) {
    const above = levels[levels.indexOf(level) - 1];
    for (const each of everyone.filter((one) => one.level === level)) {
      const allowed = nodes.filter((node) => node.level === above || (node.level === level && level !== 'STREET'));
      const own = each.at === undefined ? successor.get(each.old.parent) : undefined;
      const stays = each.old.parent?.level === 'COUNTY' ? root : own;
      const node: Node = {
        code: each.code,
        name: each.name,
        level,
        parent: stays ?? allowed[(each.at ?? 0) % Math.max(allowed.length, 1)] ?? root,
      };
      if (node.parent === root && level !== 'STREET') node.level = 'STREET';
      if (each.old.level !== node.level) node.code = `M${nodes.length}`;
      successor.set(each.old, node);
      nodes.push(node);
    }
  }
  return nodes;
}

const rowsOf = (nodes: readonly Node[]) =>
  file(...nodes.map((node) => [node.code, node.parent?.code ?? null, node.name, node.level] as const));
const treeOf = (nodes: readonly Node[]) =>
  tree(
    ...nodes.map(
      (node) => [node.code.toLowerCase(), node.parent?.code.toLowerCase() ?? null, node.name, node.level] as const,
    ),
  );

/** Answers one question after the other until none is left. */
function deriveWithAnswers(rows: readonly DesiredOrganization[], now: readonly ExistingOrganization[], choose: number) {
  const answers: Record<string, string> = {};
  for (;;) {
    const derived = deriveActs(rows, now, answers);
    const [question] = derived.questions;
    if (!question) return derived;
    const choices = ['NEW', ...question.candidates.map(({ id }) => id)];
    answers[question.code] = choices[choose % choices.length] as string;
  }
}

test('the acts that are derived lead from any tree to any file, and from there nowhere', () => {
  const kinds = new Map<string, number>();
  fc.assert(
    fc.property(pairs, place, ({ before, after }, choose) => {
      // A level that the file never names is one of which it does not speak.
      fc.pre(before.every(({ level }) => after.some((node) => node.level === level)));
      const rows = rowsOf(after);
      const now = treeOf(before);
      const { acts, faults } = deriveWithAnswers(rows, now, choose);
      expect(faults).toEqual([]);
      for (const { kind } of acts) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);

      const result = new NaiveTree(now).apply(acts).list();
      const references = new Map(result.map(({ id, externalReference }) => [id, externalReference]));
      const placed = result.map(({ externalReference, parentId, levelCode }) => [
        externalReference,
        references.get(parentId ?? ''),
        levelCode,
      ]);
      expect(new Set(placed.map(String))).toEqual(
        new Set(rows.map(({ code, parentCode, level }) => String([code, parentCode ?? undefined, level]))),
      );
      const names = new Map(result.map((each) => [each.externalReference, each.name]));
      for (const row of rows) expect(isSameName(names.get(row.code) ?? '', row.name)).toBe(true);
      expect(deriveActs(rows, result)).toMatchObject({ acts: [], questions: [], faults: [], unchanged: rows.length });
    }),
    { numRuns: 1_000 },
  );
  expect([...kinds.keys()].sort()).toEqual(['CREATE', 'DISSOLVE', 'MOVE', 'RENAME', 'SPLIT']);
});

test('a file equal to the tree derives nothing', () => {
  fc.assert(
    fc.property(pairs, ({ before }) => {
      const { acts, recognitions, questions, faults, notices } = deriveActs(rowsOf(before), treeOf(before));
      expect([...acts, ...recognitions, ...questions, ...faults, ...notices]).toEqual([]);
    }),
  );
});
