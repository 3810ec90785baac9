import type { Job } from './job';
import { mutations } from './mutations';
import { queries } from './queries';

/** The jobs of these names, with what follows a dash or without; all when none is given. */
export function chooseJobs(names: readonly string[]): Job[] {
  const jobs = [...queries, ...mutations];
  if (names.length === 0) return jobs;
  return jobs.filter(({ name }) => names.some((given) => name === given || name.startsWith(`${given}-`)));
}
