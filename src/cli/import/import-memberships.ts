import { randomUUID } from 'node:crypto';
import { inBatches } from './batches';
import { checkRows, type LineFault } from './check-rows';
import type { ApiClient } from './client';
import type { Progress } from './progress';
import type { FileRow, RosterFile } from './roster-file';

export interface ImportOptions {
  dryRun: boolean;
  errorPolicy: 'REJECT_EVERYTHING' | 'REJECT_FAILED_ROWS';
}

export interface ImportResult {
  rows: number;
  assigned: number;
  unchanged: number;
  /** People registered along with their first membership. */
  registered: number;
  faults: LineFault[];
  /** Whether the counts were written, or only would be. */
  written: boolean;
}

interface CallPayload {
  assigned: number;
  unchanged: number;
  registered: number;
  results: { index: number; userErrors: UserError[] }[];
  userErrors: UserError[];
}

interface UserError {
  field: string[] | null;
  code: string;
  message: string;
}

const mutation = `mutation ImportMemberships($input: AssignMembershipsInput!) {
  assignMemberships(input: $input) {
    assigned unchanged registered results { index userErrors { field code message } } userErrors { field code message }
  }
}`;

/** Checks the whole file first, by a dry run of every call; only then, and only if the policy allows, it is written. */
export async function importMemberships(
  client: ApiClient,
  { rows }: RosterFile,
  options: ImportOptions,
  progress: Progress,
): Promise<ImportResult> {
  const unusable = checkRows(rows);
  const bad = new Set(unusable.map(({ line }) => line));
  const usable = rows.filter(({ line }) => !bad.has(line));
  const checked = await sendAll(client, usable, { ...options, dryRun: true }, progress);
  const faults = [...unusable, ...checked.faults].sort((left, right) => left.line - right.line);
  const refused = faults.length > 0 && options.errorPolicy === 'REJECT_EVERYTHING';
  if (options.dryRun || refused) return { ...checked, rows: rows.length, faults, written: false };

  const done = await sendAll(client, usable, options, progress);
  const all = [...unusable, ...done.faults].sort((left, right) => left.line - right.line);
  return { ...done, rows: rows.length, faults: all, written: true };
}

type Sums = Pick<ImportResult, 'assigned' | 'unchanged' | 'registered' | 'faults'>;

async function sendAll(
  client: ApiClient,
  rows: readonly FileRow[],
  { errorPolicy, dryRun }: ImportOptions,
  progress: Progress,
): Promise<Sums> {
  progress.phase(dryRun ? 'Checking' : 'Writing', rows.length);
  const sums: Sums = { assigned: 0, unchanged: 0, registered: 0, faults: [] };
  // A key of this run: a call whose answer was lost is sent again and not done twice.
  const run = randomUUID();
  for (const [index, batch] of inBatches(rows).entries()) {
    const input = { rows: batch.map(({ cells }) => cells), errorPolicy, dryRun, idempotencyKey: `${run}-${index}` };
    const { assignMemberships } = await client
      .send<{ assignMemberships: CallPayload }>(mutation, { input })
      .catch((error: Error) => {
        throw dryRun ? error : halfway(error, batch, sums);
      });
    add(sums, batch, assignMemberships);
    progress.advance(batch.length);
  }
  return sums;
}

/** The file is not one transaction; what was written stays and is found unchanged when the file is sent again. */
function halfway(error: Error, [next]: readonly FileRow[], { assigned }: Sums): Error {
  return new Error(
    `${error.message}\nBefore line ${next?.line} everything is done (${assigned} assigned); send the file again, and it is found unchanged.`,
  );
}

function add(sums: Sums, batch: readonly FileRow[], payload: CallPayload): void {
  sums.assigned += payload.assigned;
  sums.unchanged += payload.unchanged;
  sums.registered += payload.registered;
  const ofRows = payload.results.flatMap(({ index, userErrors }) =>
    userErrors.map((error) => faultOf(batch[index]?.line ?? 0, error)),
  );
  // A call refused as a whole repeats the faults of its rows; where it has none of those, its own count for every line.
  sums.faults.push(
    ...(ofRows.length ? ofRows : payload.userErrors.map((error) => faultOf(batch[0]?.line ?? 0, error))),
  );
}

function faultOf(line: number, { field, code, message }: UserError): LineFault {
  return { line, column: field?.at(-1) ?? null, code, message };
}
