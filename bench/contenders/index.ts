import type { StartContender } from './contender';
import { startLimit } from './limit/start';
import type { ContenderName } from './names';
import { startSanlou } from './sanlou/start';

export const starters: Readonly<Partial<Record<ContenderName, StartContender>>> = {
  limit: startLimit,
  sanlou: startSanlou,
};
