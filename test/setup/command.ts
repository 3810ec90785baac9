import { execFile } from 'node:child_process';
import { built, root } from './built';

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs `sanlou` as a process of its own. */
export function sanlou(
  parameters: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [built.cli, ...parameters], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr });
    });
  });
}
