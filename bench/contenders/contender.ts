import type { BenchDatabase } from '../database/open';
import type { Call, Job } from '../jobs/job';
import type { ContenderName } from './names';

/** What is sent for a call. */
interface Message {
  headers: Readonly<Record<string, string>>;
  body: object;
}

/** A server that runs, and how it is asked. */
export interface Contender {
  name: ContenderName;
  port: number;
  path: string;
  pid: number;
  /** The database role it connects as, by which its statements are told apart. */
  role: string;
  /** Undefined where it cannot do the job. */
  message: (job: Job, call: Call) => Message | undefined;
  /** The data of an answer in the shape in which Sanlou answers. */
  plain: (job: Job, data: unknown) => unknown;
  stop: () => Promise<void>;
}

export type StartContender = (database: BenchDatabase) => Promise<Contender>;
