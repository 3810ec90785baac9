import type { Id } from '../../../database/id';
import { notFound, UserFault } from '../../../errors';
import type { WriteContext } from '../../../graphql/context';
import type { Origin } from '../../organizations/history/record-lineage';
import { readSince, type Since } from '../../organizations/history/since.queries';
import type { Organization } from '../../organizations/organization.entity';
import { lockOrganization, readOrganization, refuseDissolved } from '../../organizations/organization.locks';
import { organizationFault } from '../../organizations/organization.errors';
import type { Message } from '../../../messages';
import type { Ref } from './act';

/** The acts of one reorganization while they are performed: their day, their reason, and what they have created so far. */
export class Performance {
  private readonly created = new Map<string, Id>();

  constructor(
    readonly tx: WriteContext,
    readonly origin: Origin,
    /** Everything that is changed lies strictly beneath it; undefined where the door rules have asked. */
    private readonly home?: Organization,
    /** Hears of acts that are done, for people who wait. */
    readonly onPerformed: (count: number) => void = () => undefined,
  ) {}

  get day(): string {
    return this.origin.day;
  }

  /** Whether other acts may have been dated after this one. */
  get isPast(): boolean {
    return this.day < this.tx.actor.today;
  }

  name(key: string | null | undefined, id: Id): void {
    if (key == null) return;
    if (this.created.has(key)) throw fault('INVALID', 'key', 'The key is used twice.', '该键重复使用。');
    this.created.set(key, id);
  }

  /** The organization to be changed, locked: it stands, and stood on the day of the act. */
  async changed(ref: Ref, field: string): Promise<Organization> {
    const organization = await lockOrganization(this.tx, this.idOf(ref, field));
    this.refuseOutside(organization, field, true);
    return organization;
  }

  /** The organization that things go to, or stand beneath from then on. */
  async place(ref: Ref, field: string): Promise<Organization> {
    return this.asPlace(await readOrganization(this.tx, this.idOf(ref, field)), field);
  }

  /** As `place`, of an organization that was read already. */
  asPlace(organization: Organization | undefined, field: string): Organization {
    if (!organization) throw notFound();
    this.refuseOutside(organization, field, false);
    refuseDissolved(organization, field);
    return organization;
  }

  /** Refuses an organization that did not stand from the day of the act until now. */
  async refuseUnlessStood(organization: Organization, field: string): Promise<void> {
    const { establishedOn } = organization;
    if (establishedOn !== null && this.day < establishedOn) {
      throw fault(
        'INVALID',
        'effectiveOn',
        `${organization.name} was established only on ${establishedOn}.`,
        `${organization.name}成立于 ${establishedOn}。`,
      );
    }
    if (!this.isPast) return;
    const [since] = await readSince(this.tx, [organization.id], this.day);
    this.refuseGap(organization, field, since);
  }

  /** As `refuseUnlessStood` on a past day, with what is known of the organization since. */
  refuseGap(organization: Organization, field: string, since: Since | undefined): void {
    if (!since?.existed) {
      throw fault(
        'INVALID',
        'effectiveOn',
        `${organization.name} did not exist on ${this.day}.`,
        `${organization.name}在 ${this.day} 尚不存在。`,
      );
    }
    if (since.dissolvedOn) throw this.later(field, organization, 'dissolved', '撤销', since.dissolvedOn);
  }

  /** Refuses what was moved, or called otherwise, after the day of the act: an act that assumes otherwise would contradict it. */
  async refuseLater(organization: Organization, ...did: ('moved' | 'changed')[]): Promise<void> {
    if (!this.isPast) return;
    const [since] = await readSince(this.tx, [organization.id], this.day);
    if (did.includes('moved') && since?.movedOn)
      throw this.later('effectiveOn', organization, 'moved', '调整', since.movedOn);
    if (did.includes('changed') && since?.changedOn)
      throw this.later('effectiveOn', organization, 'changed', '变更', since.changedOn);
  }

  later(field: string, { name }: Organization, did: string, zh: string, on: string): UserFault {
    return fault(
      'LATER_CHANGES',
      field,
      `${name} was ${did} on ${on}, after the day of this act.`,
      `${name}已于 ${on} ${zh}，晚于本次变更日期。`,
    );
  }

  idOf(ref: Ref, field: string): Id {
    if ('id' in ref) return ref.id;
    const id = this.created.get(ref.key);
    if (id) return id;
    throw fault('NOT_FOUND', field, `No earlier act creates ${ref.key}.`, `此前的变更中没有创建 ${ref.key}。`);
  }

  private refuseOutside(organization: Organization, field: string, strictly: boolean): void {
    if (!this.home) return;
    if (organization.path.startsWith(`${this.home.path}/`)) return;
    if (!strictly && organization.path === this.home.path) return;
    throw fault('NOT_FOUND', field, 'Not found.', '未找到。');
  }
}

export function fault(
  code: Parameters<typeof organizationFault>[0],
  field: string | null,
  en: string,
  zh: string,
): UserFault {
  const sentence: Message = { en, zh };
  return organizationFault(code, field, sentence);
}

/** Where the act at a position of a plan stands in its input. */
export const placeOfAct = (position: number) => ['acts', String(position)];

/** Runs work for one place of the input; a fault then names it. */
export function within<Result>(place: readonly string[], work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw placed(error, place);
  }
}

export async function withinAsync<Result>(place: readonly string[], work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw placed(error, place);
  }
}

function placed(error: unknown, place: readonly string[]): unknown {
  if (!(error instanceof UserFault)) return error;
  return new UserFault(error.code, ['input', ...place, ...(error.field?.slice(1) ?? [])], error.sentence);
}
