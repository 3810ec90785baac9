import { parseArgs } from 'node:util';
import { scaleNames, type ScaleName } from './database/scales';
import { contenderNames, type ContenderName } from './contenders/names';

export interface Options {
  scale: ScaleName;
  /** Names of jobs, or beginnings of them; all when empty. */
  jobs: readonly string[];
  contenders: readonly ContenderName[];
  rounds: number;
  seconds: number;
  /** For how long each is asked before that counts: code is compiled and plans are settled meanwhile. */
  warmUp: number;
  /** Builds the database anew. */
  fresh: boolean;
  /** Compares answers and asks a few times; judges no times and writes no results. */
  smoke: boolean;
}

/** Reads the arguments of the command; throws a sentence on what is wrong with them. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      scale: { type: 'string', default: 'S' },
      jobs: { type: 'string', default: '' },
      contenders: { type: 'string' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      'warm-up': { type: 'string', default: '5' },
      fresh: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
    },
  });
  const named = values.contenders ?? (values.smoke ? 'limit,sanlou' : contenderNames.join(','));
  return {
    scale: oneOf(scaleNames, values.scale),
    jobs: listOf(values.jobs),
    contenders: listOf(named).map((name) => oneOf(contenderNames, name)),
    rounds: values.smoke ? 1 : atLeastOne(values.rounds),
    seconds: atLeastOne(values.seconds),
    warmUp: atLeastOne(values['warm-up']),
    fresh: values.fresh,
    smoke: values.smoke,
  };
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (!found) throw new Error(`${text} is none of ${names.join(', ')}.`);
  return found;
}

function atLeastOne(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`${text} is no number above 0.`);
  return number;
}
