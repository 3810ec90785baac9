import type { ExplainedStatement, Explanation } from './explain-operation';

const longestValue = 120;

/** An explanation for people: the statements in turn, then what they come to. */
export function tellExplanation({ cost, statements, errors }: Explanation): string {
  const told = statements.map((statement, index) => tellStatement(statement, index + 1));
  const sums = [planned, executed].map((time) => sum(statements, time));
  const times = sums.some((total) => total > 0)
    ? [`planned in ${milliseconds(sums[0])}, executed in ${milliseconds(sums[1])}`]
    : [];
  const summary = [
    `${statements.length} statements beside the one that begins and reads who asks`,
    ...times,
    ...(cost === undefined ? [] : [`cost ${cost}`]),
  ];
  return [...told, `${summary.join('; ')}.`, ...errors.map((error) => `Refused or failed: ${error}`)].join('\n\n');
}

function tellStatement({ text, values, plan }: ExplainedStatement, number: number): string {
  const lines = [`-- ${number}`, dedent(text)];
  values.forEach((value, index) => lines.push(`-- $${index + 1} = ${short(value)}`));
  return [...lines, ...plan.map((line) => `  ${line}`)].join('\n');
}

/** Without blank lines, and moved to the left by what all lines but the first have in common. */
function dedent(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rest = lines.slice(1);
  const margin = Math.min(...rest.map((line) => line.search(/\S/)));
  return [lines[0]?.trim(), ...rest.map((line) => `  ${line.slice(margin)}`)].join('\n');
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

const planned = /^Planning Time: ([\d.]+) ms/;
const executed = /^Execution Time: ([\d.]+) ms/;

function sum(statements: readonly ExplainedStatement[], time: RegExp): number {
  const times = statements.flatMap(({ plan }) => plan.flatMap((line) => time.exec(line)?.[1] ?? []));
  return times.reduce((total, each) => total + Number(each), 0);
}

const milliseconds = (time: number | undefined) => `${(time ?? 0).toFixed(2)} ms`;
