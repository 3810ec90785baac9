import type { Caller } from '../../setup/api';
import type { TestTenant } from '../../setup/tenant';

interface Payload {
  reorganization?: { id: string } | null;
  userErrors: { code: string }[];
}

/** Sends random acts to the API, on organizations and memberships by their place in the order of ids; remembers how each ended. */
export class Acts {
  /** How often each kind of act ended how. */
  readonly seen = new Map<string, number>();
  private made = 0;
  private readonly applied: string[] = [];

  constructor(
    readonly tenant: TestTenant,
    private readonly call: Caller,
    private readonly approver: Caller,
  ) {}

  name(): string {
    this.made += 1;
    return `n${this.made}`;
  }

  /** An id of a table, by any number. */
  async pick(type: 'Organization' | 'Membership' | 'Person', number: number): Promise<string> {
    const rows = await this.tenant.rows<{ id: string }>(
      `select id from ${type.toLowerCase()} where tenant_id = $1 ${type === 'Organization' ? 'and parent_id is not null' : ''} order by id`,
      [this.tenant.id],
    );
    return `gid://sanlou/${type}/${rows[number % Math.max(1, rows.length)]?.id ?? 0}`;
  }

  async do(name: string, input: object, by = this.call): Promise<Payload> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const fields = /Reorganization$/.test(name) ? 'reorganization { id }' : '';
    const { data, errors } = await by.send<Record<string, Payload>>(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code } } }`,
      { input },
    );
    const codes = (errors ?? []).map(({ extensions }) => ({ code: extensions.code }));
    if (codes.some(({ code }) => code === 'INTERNAL' || code === 'BAD_USER_INPUT'))
      throw new Error(`${name} failed: ${JSON.stringify([input, errors])}`);
    const payload = data?.[name] ?? { userErrors: codes };
    const outcome = `${name} ${payload.userErrors[0]?.code ?? 'done'}`;
    this.seen.set(outcome, (this.seen.get(outcome) ?? 0) + 1);
    return payload;
  }

  /** A plan from draft to applied; only looked at in a preview, applied, or applied and later undone. */
  async plan(acts: readonly object[], day: string): Promise<void> {
    const input = { organizationId: this.tenant.root.gid, name: 'plan', reason: 'r', effectiveOn: day, acts };
    const id = (await this.do('draftReorganization', input)).reorganization?.id;
    if (!id) return;
    await this.do('previewReorganization', { id });
    await this.do('proposeReorganization', { id });
    await this.do('approveReorganization', { id }, this.approver);
    const { userErrors } = await this.do('applyReorganization', { id }, this.approver);
    if (userErrors.length === 0) this.applied.push(id);
  }

  async undo(which: number): Promise<void> {
    const [id] = this.applied.splice(which % Math.max(1, this.applied.length), 1);
    if (id) await this.do('undoReorganization', { id }, this.approver);
  }
}
