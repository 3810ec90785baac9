import type { BenchDatabase } from '../database/open';
import type { Contender, StartContender } from './contender';
import { startLimit } from './limit/start';
import { startMercurius } from './mercurius/start';
import type { ContenderName } from './names';
import { installPackages } from './packages';
import { startPostgraphile } from './postgraphile/start';
import { startSanlou } from './sanlou/start';
import { startTreeRepository } from './tree-repository/start';
import { startTypeorm } from './typeorm/start';

const starters: Readonly<Record<ContenderName, StartContender>> = {
  limit: startLimit,
  sanlou: startSanlou,
  postgraphile: startPostgraphile,
  mercurius: startMercurius,
  typeorm: startTypeorm,
  'tree-repository': startTreeRepository,
};

/** Starts them all: they stand beside each other, and whoever is not asked waits. */
export async function startContenders(
  names: readonly ContenderName[],
  database: BenchDatabase,
  stops: (() => Promise<void>)[],
): Promise<Contender[]> {
  installPackages(names);
  const contenders: Contender[] = [];
  for (const name of names) {
    const contender = await starters[name](database);
    stops.push(contender.stop);
    contenders.push(contender);
  }
  return contenders;
}
