import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { dataFile } from '../data-file';

export interface AreaCode {
  code: string;
  parent_code: string;
  name: string;
  level: 'county' | 'street' | 'community' | 'village';
}

/** The official codes of Fengjie, edition 2020-06-30, in the order of the codes. */
export function readAreaCodes(): AreaCode[] {
  return parse(readFileSync(dataFile('fengjie-2020.csv'), 'utf8'), { columns: true });
}
