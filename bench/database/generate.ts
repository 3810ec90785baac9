import type { Client } from 'pg';
import type { GeneratedScale } from './scales';

export function generate(_client: Client, _scale: GeneratedScale, _say: (line: string) => void): Promise<void> {
  return Promise.reject(new Error('Not yet.'));
}
