import type { FormattedExecutionResult } from 'graphql';

/** JSON text that takes its place in an answer as it is. */
export class RawJson {
  constructor(readonly text: string) {}

  /** Where the answer is not written by `stringifyAnswer`. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** The answer as JSON.stringify would write it, whether its data are objects or text already. */
export function stringifyAnswer(answer: FormattedExecutionResult): string {
  const { data, ...rest } = answer;
  if (!(data instanceof RawJson)) return `${JSON.stringify(answer)}\n`;
  const others = JSON.stringify(rest).slice(1);
  return others === '}' ? `{"data":${data.text}}\n` : `{"data":${data.text},${others}\n`;
}
