import type { DesiredOrganization } from './desired-organization';
import type { ExistingOrganization } from './existing-organization';
import type { HierarchyFault } from './faults';

/** By what a row of the file and an organization of the tree were found to be the same. */
export type RecognitionRule = 'SAME_CODE' | 'SAME_NAME' | 'SIMILAR_NAME' | 'ANSWER' | 'ROOT';

/** A row that is taken for an organization although something about it changes. */
export interface Recognition {
  line: number;
  rule: RecognitionRule;
  organizationId: string;
  text: string;
}

interface Candidate {
  id: string;
  name: string;
  externalReference: string | null;
}

/** A row of which it cannot be said whether it is one of the candidates or new. */
export interface Question {
  line: number;
  code: string;
  name: string;
  candidates: Candidate[];
  text: string;
}

/** By the code of a row: the id of the organization that it is, or that it is new. */
export type Answers = Readonly<Record<string, string>>;

/** Which rows are which organizations, as far as is known. */
export class Matches {
  readonly questions: Question[] = [];
  readonly faults: HierarchyFault[] = [];
  readonly rules = new Map<DesiredOrganization, RecognitionRule>();
  private readonly organizations = new Map<DesiredOrganization, ExistingOrganization>();
  private readonly rows = new Map<string, DesiredOrganization>();
  private readonly settled = new Set<DesiredOrganization>();
  private readonly asked = new Set<DesiredOrganization>();
  private readonly undecided = new Set<string>();

  pair(row: DesiredOrganization, organization: ExistingOrganization, rule: RecognitionRule): void {
    this.organizations.set(row, organization);
    this.rows.set(organization.id, row);
    this.rules.set(row, rule);
    this.settled.add(row);
  }

  declareNew(row: DesiredOrganization): void {
    this.settled.add(row);
  }

  ask(row: DesiredOrganization, candidates: readonly ExistingOrganization[], text: string): void {
    const { line, code, name } = row;
    const offered = candidates.map(({ id, name, externalReference }) => ({ id, name, externalReference }));
    this.questions.push({ line, code, name, candidates: offered, text });
    this.settled.add(row);
    this.asked.add(row);
    for (const { id } of candidates) this.undecided.add(id);
  }

  organizationOf(row: DesiredOrganization): ExistingOrganization | undefined {
    return this.organizations.get(row);
  }

  rowOf({ id }: ExistingOrganization): DesiredOrganization | undefined {
    return this.rows.get(id);
  }

  /** Whether nothing is said of the row yet: neither what it is, nor that it is new, nor a question. */
  isLeft(row: DesiredOrganization): boolean {
    return !this.settled.has(row);
  }

  isAsked(row: DesiredOrganization): boolean {
    return this.asked.has(row);
  }

  /** Whether no row is the organization, and no question asks for it. */
  isFree({ id }: ExistingOrganization): boolean {
    return !this.rows.has(id) && !this.undecided.has(id);
  }
}
