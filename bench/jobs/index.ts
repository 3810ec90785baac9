import type { Job } from './job';
import { queries } from './queries';

/** The jobs whose names begin with one of those given; all when none is. */
export function chooseJobs(names: readonly string[]): Job[] {
  const jobs = [...queries];
  if (names.length === 0) return jobs;
  return jobs.filter(({ name }) => names.some((given) => name === given || name.startsWith(`${given}-`)));
}
