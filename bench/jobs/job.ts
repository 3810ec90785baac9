import type { Actor, Target } from '../database/targets';

/** One request as a job wants it, whoever answers. */
export interface Call {
  as: Actor;
  variables: Readonly<Record<string, unknown>>;
}

interface Question {
  /** As the command names it. */
  name: string;
  title: string;
  /** GraphQL as Sanlou speaks it; a contender with another schema has documents of its own. */
  document: string;
  /** How many requests are under way at once. */
  connections: number;
}

/** Asks the same again and again. */
export interface ReadJob extends Question {
  kind: 'read';
  /** What the targets ask, each once. */
  calls: (targets: readonly Target[]) => readonly Call[];
}

/** Requests of which each writes something new. */
interface Writes {
  next: () => Call;
  /** What puts back what is to be found where it was. */
  settle: () => readonly Call[];
}

export interface WriteJob extends Question {
  kind: 'write';
  /** How many requests a round has, where it is not so many seconds. */
  requests?: number;
  /** `label` is in all that is written, and nowhere else. */
  begin: (targets: readonly Target[], label: string) => Writes;
}

export type Job = ReadJob | WriteJob;

export const organizationId = (id: string) => `gid://sanlou/Organization/${id}`;
