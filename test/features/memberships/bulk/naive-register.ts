/** A line of a roster, in short. */
export interface Line {
  person: string;
  name: string | null;
  place: string;
  status: string;
  day: string;
  reference: string | null;
}

interface Held {
  person: string;
  organization: string;
  status: string;
  startedOn: string;
  endedOn: string | null;
  endReason: string | null;
  externalReference: string | null;
  version: number;
}

type Verdict = 'assigned' | 'unchanged' | { code: string };

const statuses = ['APPLICANT', 'ACTIVIST', 'DEVELOPMENT_TARGET', 'PROBATIONARY', 'FULL'];
const within = ['NORTH', 'SOUTH'];

/** The register in memory: one line at a time, with loops in the place of statements. */
export class NaiveRegister {
  people = new Set<string>();
  memberships: Held[] = [];

  /** What becomes of each line; nothing is kept when the whole roster is refused. */
  take(lines: readonly Line[], policy: string): Verdict[] {
    const kept = { people: new Set(this.people), memberships: this.memberships.map((each) => ({ ...each })) };
    const [seen, named] = [new Set<string>(), new Set<string>()];
    const verdicts = lines.map((line) => {
      if (seen.has(line.person)) return { code: 'DUPLICATE_REFERENCE' };
      seen.add(line.person);
      if (line.reference !== null && named.has(line.reference)) return { code: 'DUPLICATE_REFERENCE' };
      if (line.reference !== null) named.add(line.reference);
      return this.takeLine(line);
    });
    if (policy === 'REJECT_EVERYTHING' && verdicts.some((verdict) => typeof verdict === 'object')) {
      Object.assign(this, kept);
    }
    return verdicts;
  }

  private takeLine({ person, name, place, status, day, reference }: Line): Verdict {
    if (!this.people.has(person) && name === null) return { code: 'NOT_FOUND' };
    if (place === 'GONE') return { code: 'DISSOLVED' };
    if (!within.includes(place)) return { code: 'NOT_FOUND' };
    const holder = this.memberships.find((each) => each.endedOn === null && each.externalReference === reference);
    if (reference !== null && holder && holder.person !== person) return { code: 'DUPLICATE_REFERENCE' };

    const own = this.memberships.filter((each) => each.person === person);
    const open = own.find(({ endedOn }) => endedOn === null);
    const here = open?.organization === place && open.startedOn === day;
    const isSame = open && reference !== null && open.externalReference === reference;
    const isIt = isSame || (here && (reference === null || open.externalReference === null));
    if (open && isIt) {
      const step = statuses.indexOf(status) - statuses.indexOf(open.status);
      if (step !== 0 && step !== 1) return { code: 'STATUS_NOT_ALLOWED' };
      if (here) return renew(open, status, reference);
      if (open.organization === place) return { code: 'OVERLAPS' };
      if (day <= open.startedOn) return { code: 'INVALID' };
      Object.assign(open, { endedOn: day, endReason: 'REASSIGNED', version: open.version + 1 });
    } else if (own.some(({ endedOn }) => endedOn === null || endedOn > day)) {
      return { code: 'OVERLAPS' };
    }
    this.people.add(person);
    const begun = { startedOn: day, endedOn: null, endReason: null, externalReference: reference, version: 1 };
    this.memberships.push({ person, organization: place, status, ...begun });
    return 'assigned';
  }
}

function renew(open: Held, status: string, reference: string | null): Verdict {
  const named = reference ?? open.externalReference;
  if (open.status === status && open.externalReference === named) return 'unchanged';
  Object.assign(open, { status, externalReference: named, version: open.version + 1 });
  return 'assigned';
}
