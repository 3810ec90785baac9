import { keyIds } from '../../features/people/secrets';
import { countStale, rotateTenant, type Rotated } from '../../features/people/rotation/rotate';
import { listTenants } from '../../process/integrity/tenants';
import { createProgress } from '../import/progress';
import { withKeys } from './with-keys';

export function rotateKeys(): Promise<void> {
  return withKeys(async (database) => {
    const progress = createProgress();
    const results: Rotated[] = [];
    try {
      for (const { id, code } of await listTenants(database)) {
        progress.phase(code, await countStale(database, id), 'people');
        results.push(await rotateTenant(database, id, (people) => progress.advance(people)));
      }
    } finally {
      progress.stop();
    }
    tell(results);
  });
}

function tell(results: readonly Rotated[]): void {
  const sum = (figure: 'people' | 'values' | 'passed') => results.reduce((total, each) => total + each[figure], 0);
  console.log(`Renewed ${sum('values')} values of ${sum('people')} people with key ${keyIds()[0]}.`);
  const unopened = new Map<string, number>();
  for (const [name, count] of results.flatMap((each) => [...each.unopened]))
    unopened.set(name, (unopened.get(name) ?? 0) + count);
  for (const [name, count] of [...unopened].sort()) {
    console.error(
      `${count} values could not be opened: ${name === 'altered' ? 'they were altered' : `key ${name} is not at hand`}.`,
    );
  }
  if (sum('passed') > 0) console.error(`${sum('passed')} people were being changed all the while: run it again.`);
  if (unopened.size > 0 || sum('passed') > 0) process.exitCode = 1;
}
