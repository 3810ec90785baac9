import type { Caller } from '../../setup/api';
import type { TestTenant } from '../../setup/tenant';
import type { World } from '../../setup/world';
import { type Model, type Entry } from './model';

/** An act that was accepted and not yet numbered. */
type Draft = Entry extends infer Each ? (Each extends Entry ? Omit<Each, 'day' | 'seq'> : never) : never;

interface Sent {
  mutation: string;
  input: object;
  entry: Draft;
}

interface Payload {
  reorganization?: { id: string; state: string } | null;
  organization?: { id: string } | null;
  userErrors: { code: string }[];
}

/** Sends random acts to the API, and keeps in the model what the API accepted. */
export class Driver {
  /** How often each kind of act ended how. */
  readonly seen = new Map<string, number>();
  private readonly pending = new Map<string, { day: string; entries: Draft[] }>();
  private readonly applied = new Map<string, Entry[]>();
  private named = 0;

  constructor(
    private readonly world: World,
    private readonly tenant: TestTenant,
    private readonly call: Caller,
    private readonly approver: Caller,
    readonly model: Model,
    private readonly clock: { day: () => string; advance: (days: number) => void },
  ) {}

  name(): string {
    this.named += 1;
    return `n${this.named}`;
  }

  /** An act at once, on a past day or on one to come; several are sent side by side. */
  async direct(acts: readonly Sent[], day: string): Promise<void> {
    const answers = await Promise.all(
      acts.map(({ mutation, input }) => this.change(this.call, mutation, { ...input, effectiveOn: day, reason: 'r' })),
    );
    const done = acts.map((act, index) => ({ act, payload: answers[index] as Payload }));
    // Numbered in the order in which they were recorded.
    done.sort((left, right) => numberOf(left.payload) - numberOf(right.payload));
    for (const { act, payload } of done) {
      const when = day < this.clock.day() ? 'past' : day > this.clock.day() ? 'later' : 'today';
      this.count(`${act.entry.kind} ${when}`, payload);
      const id = payload.reorganization?.id;
      if (!id) continue;
      if (payload.reorganization?.state === 'APPROVED') this.pending.set(id, { day, entries: [act.entry] });
      else await this.keep(id, day, [act.entry]);
    }
  }

  async create(parent: string, level: string, day: string): Promise<void> {
    const name = this.name();
    const input = { parentId: parent, level, name, establishedOn: day };
    const payload = await this.change(this.call, 'createOrganization', input);
    this.count('create', payload);
    const id = payload.organization?.id;
    if (id && !payload.userErrors.length) this.push({ kind: 'create', id, parent, name }, day);
  }

  /** A plan from draft to applied. Answers its id, undefined when it was refused. */
  async plan(acts: readonly { act: object; entry: Draft }[], day: string): Promise<string | undefined> {
    const input = { organizationId: this.tenant.root.gid, name: 'plan', reason: 'r', effectiveOn: day };
    const drafted = await this.change(this.call, 'draftReorganization', { ...input, acts: acts.map(({ act }) => act) });
    const id = drafted.reorganization?.id;
    if (!id) return undefined;
    await this.change(this.call, 'proposeReorganization', { id });
    await this.change(this.approver, 'approveReorganization', { id });
    const applied = await this.change(this.approver, 'applyReorganization', { id });
    this.count('plan', applied);
    const entries = acts.map(({ entry }) => entry);
    if (applied.userErrors[0]?.code === 'NOT_DUE') this.pending.set(id, { day, entries });
    else if (applied.userErrors.length) await this.change(this.approver, 'rejectReorganization', { id });
    else await this.keep(id, day, entries);
    return applied.userErrors.length ? undefined : id;
  }

  /** Undoes one of what was applied; `which` counts from the newest. */
  async undo(which: number): Promise<boolean> {
    const ids = [...this.applied.keys()].reverse();
    const id = ids[which % Math.max(1, ids.length)];
    if (!id) return false;
    const undone = await this.change(this.approver, 'undoReorganization', { id });
    this.count('undo', undone);
    if (undone.userErrors.length) return false;
    const entries = new Set(this.applied.get(id));
    this.model.entries = this.model.entries.filter((entry) => !entries.has(entry));
    return this.applied.delete(id);
  }

  /** Lets days pass, and what is due take effect. */
  async wait(days: number): Promise<void> {
    this.clock.advance(days);
    await this.world.applyDue();
    const rows = await this.tenant.rows<{ id: string; state: string }>(
      'select id, state from reorganization where tenant_id = $1 order by effective_on, id',
      [this.tenant.id],
    );
    for (const { id, state } of rows) {
      const gid = `gid://sanlou/Reorganization/${id}`;
      const due = this.pending.get(gid);
      if (!due || due.day > this.clock.day()) continue;
      this.seen.set(`due ${state}`, (this.seen.get(`due ${state}`) ?? 0) + 1);
      this.pending.delete(gid);
      if (state === 'APPLIED') await this.keep(gid, due.day, due.entries);
    }
  }

  private async keep(id: string, day: string, drafts: readonly Draft[]): Promise<void> {
    const entries: Entry[] = [];
    for (const draft of drafts) entries.push(this.push(await this.withPart(draft), day));
    this.applied.set(id, entries);
  }

  /** A split tells what it founded, and where, only once it is done; there the part stays. */
  private async withPart(draft: Draft): Promise<Draft> {
    if (draft.kind !== 'split') return draft;
    const [row] = await this.tenant.rows<{ id: string; parent: string }>(
      'select id, parent_id as parent from organization where name = $1',
      [draft.name],
    );
    return {
      ...draft,
      part: `gid://sanlou/Organization/${row?.id}`,
      parent: `gid://sanlou/Organization/${row?.parent}`,
    };
  }

  private push(draft: Draft, day: string): Entry {
    const entry = {
      ...draft,
      day,
      seq: this.model.entries.length ? (this.model.entries.at(-1)?.seq ?? 0) + 1 : 0,
    } as Entry;
    this.model.entries.push(entry);
    return entry;
  }

  private async change(call: Caller, name: string, input: object): Promise<Payload> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const fields = name === 'createOrganization' ? 'organization { id }' : 'reorganization { id state }';
    const { data, errors } = await call.send<Record<string, Payload>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`,
      { input },
    );
    const codes = (errors ?? []).map(({ extensions }) => ({ code: extensions.code }));
    if (codes.some(({ code }) => code === 'INTERNAL')) throw new Error(`${name} failed: ${JSON.stringify(input)}`);
    return data?.[name] ?? { userErrors: codes };
  }

  private count(kind: string, { userErrors, reorganization, organization }: Payload): void {
    const outcome = userErrors[0]?.code ?? (reorganization || organization ? 'done' : 'unchanged');
    this.seen.set(`${kind} ${outcome}`, (this.seen.get(`${kind} ${outcome}`) ?? 0) + 1);
  }
}

function numberOf({ reorganization }: Payload): number {
  return Number(reorganization?.id.split('/').at(-1) ?? Infinity);
}
