import { alike, startStranger } from '../stranger';

/** What has to do with trees; for the rest the repository has nothing of its own, and it cannot write our closure. */
const jobs = new Set(['Q1', 'Q1m', 'Q2', 'Q4', 'Q6']);

export const startTreeRepository = startStranger('tree-repository', '/', {
  message: (job, call) => (jobs.has(job.name) ? alike.message(job, call) : undefined),
});
