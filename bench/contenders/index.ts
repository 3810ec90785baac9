import type { StartContender } from './contender';
import { startLimit } from './limit/start';
import type { ContenderName } from './names';
import { startMercurius } from './mercurius/start';
import { startSanlou } from './sanlou/start';
import { startTypeorm } from './typeorm/start';

export const starters: Readonly<Partial<Record<ContenderName, StartContender>>> = {
  limit: startLimit,
  sanlou: startSanlou,
  mercurius: startMercurius,
  typeorm: startTypeorm,
};
