/** An act that was accepted, as the model keeps it; `seq` is the order in which they were recorded. */
export type Entry = { day: string; seq: number } & (
  | { kind: 'create'; id: string; parent: string; name: string }
  | { kind: 'rename'; id: string; name: string }
  | { kind: 'move'; id: string; parent: string }
  | { kind: 'merge'; ids: string[]; into: string }
  | { kind: 'split'; id: string; part: string; parent: string; name: string; children: string[]; memberships: string[] }
  | { kind: 'dissolve'; id: string; membersTo: string | undefined }
  | { kind: 'restore'; id: string }
);

export interface ModelNode {
  id: string;
  name: string;
  parent: string | null;
}

interface ModelMembership {
  id: string;
  organization: string;
  startedOn: string;
}

/** The tree of one day, naively: a parent for each organization that stands, and where everyone is a member. */
interface Day {
  parents: Map<string, string | null>;
  names: Map<string, string>;
  dissolved: Set<string>;
  members: Map<string, string>;
}

/** What was accepted, replayed from the first day whenever something is asked. Knows no paths, no closure, no history. */
export class Model {
  entries: Entry[] = [];
  readonly memberships: ModelMembership[] = [];

  constructor(private readonly first: readonly ModelNode[]) {}

  /** Every act up to the day, in the order of their days, those of one day as they were recorded. */
  on(day: string): Day {
    const state: Day = {
      parents: new Map(this.first.map(({ id, parent }) => [id, parent])),
      names: new Map(this.first.map(({ id, name }) => [id, name])),
      dissolved: new Set(),
      members: new Map(this.memberships.map(({ id, organization }) => [id, organization])),
    };
    const due = this.entries.filter((entry) => entry.day <= day);
    due.sort((left, right) => (left.day === right.day ? left.seq - right.seq : left.day < right.day ? -1 : 1));
    for (const entry of due) apply(state, entry);
    for (const { id, startedOn } of this.memberships) if (startedOn > day) state.members.delete(id);
    return state;
  }

  /** What stands on the day beneath an organization, itself included. */
  subtree({ parents, dissolved }: Day, root: string): string[] {
    if (!parents.has(root) || dissolved.has(root)) return [];
    const children = [...parents].filter(([id, parent]) => parent === root && !dissolved.has(id));
    return [root, ...children.flatMap(([id]) => this.subtree({ parents, dissolved } as Day, id))];
  }
}

function apply(state: Day, entry: Entry): void {
  const carry = (from: string, to: string, only?: readonly string[]) => {
    for (const [membership, place] of state.members) {
      if (place === from && (!only || only.includes(membership))) state.members.set(membership, to);
    }
  };
  switch (entry.kind) {
    case 'create':
      state.parents.set(entry.id, entry.parent);
      state.names.set(entry.id, entry.name);
      break;
    case 'rename':
      state.names.set(entry.id, entry.name);
      break;
    case 'move':
      state.parents.set(entry.id, entry.parent);
      break;
    case 'merge':
      for (const source of entry.ids) {
        for (const [id, parent] of state.parents) {
          if (parent === source && !state.dissolved.has(id)) state.parents.set(id, entry.into);
        }
        carry(source, entry.into);
        state.dissolved.add(source);
      }
      break;
    case 'split':
      state.parents.set(entry.part, entry.parent);
      state.names.set(entry.part, entry.name);
      for (const child of entry.children) state.parents.set(child, entry.part);
      carry(entry.id, entry.part, entry.memberships);
      break;
    case 'dissolve':
      if (entry.membersTo) carry(entry.id, entry.membersTo);
      state.dissolved.add(entry.id);
      break;
    case 'restore':
      state.dissolved.delete(entry.id);
      break;
  }
}
