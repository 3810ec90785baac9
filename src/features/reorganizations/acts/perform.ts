import type { Id } from '../../../database/id';
import type { Act, CreateAct } from './act';
import { performCreates } from './create';
import { performDissolve } from './dissolve';
import { performMerge } from './merge';
import { performMove } from './move';
import { placeOfAct, withinAsync, type Performance } from './performance';
import { performRename } from './rename';
import { performRestore } from './restore';
import { performSplit } from './split';

/** Performs acts in their order, all of one day, in the caller's transaction. A fault names the act by its position. */
export async function performAll(performance: Performance, acts: readonly Act[]): Promise<void> {
  for (let position = 0; position < acts.length;) {
    const creates = runOfCreates(acts, position);
    if (creates.length > 0) await performCreates(performance, creates);
    else {
      await withinAsync(placeOfAct(position), () => performOne(performance, acts[position] as Act));
      performance.onPerformed(1);
    }
    position += Math.max(1, creates.length);
  }
}

function runOfCreates(acts: readonly Act[], from: number): { act: CreateAct; position: number }[] {
  const run: { act: CreateAct; position: number }[] = [];
  for (let position = from; acts[position]?.kind === 'CREATE'; position += 1) {
    run.push({ act: acts[position] as CreateAct, position });
  }
  return run;
}

/** Performs one act. Answers false when everything was so already, and the ids of what it founded. */
export async function performOne(performance: Performance, act: Act): Promise<boolean | Id[] | void> {
  switch (act.kind) {
    case 'CREATE':
      // By itself only what a merger goes into is founded.
      return performCreates(performance, [{ act, position: 0 }], () => ['into']);
    case 'RENAME':
      return performRename(performance, act);
    case 'MOVE':
      return performMove(performance, act);
    case 'MERGE':
      return performMerge(performance, act);
    case 'SPLIT':
      return performSplit(performance, act);
    case 'DISSOLVE':
      return performDissolve(performance, act);
    case 'RESTORE':
      return performRestore(performance, act);
  }
}
