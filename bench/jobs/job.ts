import type { Actor, Target } from '../database/targets';

/** One request as a job wants it, whoever answers. */
export interface Call {
  as: Actor;
  variables: Readonly<Record<string, unknown>>;
}

export interface Job {
  /** As the command names it, and the operation of its document. */
  name: string;
  title: string;
  /** GraphQL as Sanlou speaks it; a contender with another schema has documents of its own. */
  document: string;
  /** How many requests are under way at once. */
  connections: number;
  /** The requests that answer alike whenever they are asked, one for each target at least. */
  calls: (targets: readonly Target[]) => readonly Call[];
}

export const organizationId = (id: string) => `gid://sanlou/Organization/${id}`;
