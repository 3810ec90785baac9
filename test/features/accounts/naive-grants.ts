export interface NaiveGrant {
  id: string;
  account: string;
  role: string;
  at: string;
  endsOn: string | null;
  /** The grant it was delegated from. */
  from: string | null;
}

export type NaiveOutcome = { done: string } | { code: string };

type Facts = Pick<NaiveGrant, 'account' | 'role' | 'at' | 'endsOn'>;

/** Grants kept as a plain list and judged by walking it, to compare the product with. All begin on one day, none ends meanwhile. */
export class NaiveGrants {
  readonly grants: NaiveGrant[] = [];
  private readonly revoked = new Set<string>();

  constructor(
    private readonly paths: ReadonlyMap<string, string>,
    /** Where every account belongs. */
    private readonly home: string,
  ) {}

  add(grant: NaiveGrant): void {
    this.grants.push(grant);
  }

  holding(): { id: string; from: string | null }[] {
    return this.grants.filter(({ id }) => !this.revoked.has(id)).map(({ id, from }) => ({ id, from }));
  }

  /** `answer` gives the new grant its id. */
  give(by: string, facts: Facts, answer: NaiveOutcome): NaiveOutcome {
    const refused = this.refusedAt(by, facts.at) ?? this.refusedTo(by, facts.account);
    if (refused) return { code: refused };
    const above = this.administering(by).filter((own) => this.isBeneath(facts.at, own.at));
    if (facts.account === by) return { code: 'OWN_ACCOUNT' };
    const lasting = above.filter((own) => !endsBefore(own.endsOn, facts.endsOn));
    if (lasting.length === 0) return { code: 'LONGER_THAN_OWN' };
    const same = this.held(facts.account).some(({ role, at }) => role === facts.role && at === facts.at);
    if (same) return { code: 'DUPLICATE_GRANT' };
    const depth = ({ at }: NaiveGrant) => this.paths.get(at)?.split('/').length ?? 0;
    const [nearest] = lasting.toSorted((left, right) => depth(right) - depth(left));
    const id = 'done' in answer ? answer.done : '';
    this.add({ ...facts, id, from: nearest?.id ?? null });
    return { done: id };
  }

  revoke(by: string, id: string, withChain: boolean): NaiveOutcome {
    const grant = this.grants.find((each) => each.id === id) as NaiveGrant;
    const isOwn = this.held(by).includes(grant);
    const isRead = this.administering(by).some((own) => this.isWithin(grant.at, own.at));
    if (!isOwn && !isRead) return { code: 'NOT_FOUND' };
    if (!this.reaches(by, grant)) return { code: 'FORBIDDEN' };
    if (this.revoked.has(id)) return { code: 'ENDED' };
    const taken = withChain ? this.beneath(id).filter((each) => this.reaches(by, each)) : [];
    for (const each of [grant, ...taken]) this.revoked.add(each.id);
    return { done: id };
  }

  private refusedAt(by: string, at: string): string | undefined {
    if (this.administering(by).some((own) => this.isBeneath(at, own.at))) return undefined;
    return this.held(by).some((own) => this.isWithin(at, own.at)) ? 'FORBIDDEN' : 'NOT_FOUND';
  }

  private refusedTo(by: string, account: string): string | undefined {
    if (this.administering(by).some((own) => this.isWithin(this.home, own.at))) return undefined;
    return account === by ? 'FORBIDDEN' : 'NOT_FOUND';
  }

  private beneath(id: string): NaiveGrant[] {
    return this.grants.filter(({ from }) => from === id).flatMap((each) => [each, ...this.beneath(each.id)]);
  }

  private reaches(by: string, grant: NaiveGrant): boolean {
    return this.administering(by).some((own) => this.isBeneath(grant.at, own.at));
  }

  private administering(account: string): NaiveGrant[] {
    return this.held(account).filter(({ role }) => role === 'ADMINISTRATOR');
  }

  private held(account: string): NaiveGrant[] {
    return this.grants.filter((grant) => grant.account === account && !this.revoked.has(grant.id));
  }

  private isWithin(at: string, above: string): boolean {
    return at === above || this.isBeneath(at, above);
  }

  private isBeneath(at: string, above: string): boolean {
    return (this.paths.get(at) ?? '').startsWith(`${this.paths.get(above) ?? ''}/`);
  }
}

function endsBefore(left: string | null, right: string | null): boolean {
  return left !== null && (right === null || left < right);
}
