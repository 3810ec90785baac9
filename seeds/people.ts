import { personPinyin } from '../src/features/people/pinyin';
import { identityNumber, personName, phoneNumber } from './invent';
import type { Random } from './random';
import type { SeedOrganization } from './tree';

export type Status = 'APPLICANT' | 'ACTIVIST' | 'DEVELOPMENT_TARGET' | 'PROBATIONARY' | 'FULL';

export interface SeedPerson {
  id: number;
  organizationId: number;
  name: string;
  pinyin: string;
  externalReference: string;
  phone: string;
  identityNumber: string;
}

export interface SeedMembership {
  id: number;
  personId: number;
  organizationId: number;
  status: Status;
  startedOn: string;
  endedOn: string | null;
  endReason: string | null;
}

/** Invents people and their memberships. */
export class Register {
  readonly people: SeedPerson[] = [];
  readonly memberships: SeedMembership[] = [];
  private readonly pinyin = new Map<string, string>();

  constructor(
    private readonly random: Random,
    private readonly firstIds: Readonly<Record<'person' | 'membership', number>>,
  ) {}

  /** Someone with an open membership; with `before`, one who was reassigned from there. */
  add(place: SeedOrganization, status: Status, before?: SeedOrganization): void {
    const person = this.invent(place);
    const startedOn = `${2005 + this.random.integer(14)}-0${1 + this.random.integer(9)}-01`;
    const movedOn = '2019-07-01';
    if (before) this.join(person, before, status, { startedOn, endedOn: movedOn, endReason: 'REASSIGNED' });
    this.join(person, place, status, { startedOn: before ? movedOn : startedOn });
  }

  /** Someone whose membership is over. */
  addFormer(place: SeedOrganization, endReason: string): void {
    this.join(this.invent(place), place, 'FULL', { startedOn: '2001-07-01', endedOn: '2019-12-01', endReason });
  }

  private invent(place: SeedOrganization): SeedPerson {
    const number = this.people.length + 1;
    const name = personName(this.random);
    const person: SeedPerson = {
      id: this.firstIds.person + this.people.length,
      organizationId: place.id,
      name,
      pinyin: this.spell(name),
      externalReference: `P-${String(number).padStart(6, '0')}`,
      phone: phoneNumber(number),
      identityNumber: identityNumber(this.random, number),
    };
    this.people.push(person);
    return person;
  }

  private join(
    person: SeedPerson,
    place: SeedOrganization,
    status: Status,
    period: { startedOn: string; endedOn?: string; endReason?: string },
  ): void {
    this.memberships.push({
      id: this.firstIds.membership + this.memberships.length,
      personId: person.id,
      organizationId: place.id,
      status,
      ...{ endedOn: null, endReason: null, ...period },
    });
  }

  /** Names recur. */
  private spell(name: string): string {
    const known = this.pinyin.get(name) ?? personPinyin(name);
    this.pinyin.set(name, known);
    return known;
  }
}
