import { contenderNames } from '../contenders/names';
import type { Run } from './results';
import { targetsTable } from './targets';
import { summarize, type Figure, type Line } from './summary';

/** The run as markdown: shares of the limit at a glance, then every figure. */
export function tableOf(run: Run): string {
  const { scale, date, commit, machine, rounds, seconds, jobs } = run;
  const summaries = jobs.map((job) => ({ ...job, lines: summarize(job.samples) }));
  const contenders = contenderNames.filter((name) =>
    jobs.some(({ samples, failures }) => samples[name] ?? failures[name]),
  );
  return [
    `Scale ${scale}, ${date}, commit ${commit}. ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB; ` +
      `Node ${machine.node}, PostgreSQL ${machine.postgres}; ${rounds} rounds of ${seconds} s. Medians of the rounds.`,
    '',
    'Requests a second as a share of the limit in the same round: median (least-most). `~`: the spread meets that of another',
    'contender of the row beside the limit, so that no order is claimed between them.',
    '',
    row(['job', ...contenders]),
    row(['---', ...contenders.map(() => '---:')]),
    ...summaries.map(({ name, lines, failures }) =>
      row([
        name,
        ...contenders.map((contender) =>
          failures[contender] ? 'failed' : shareOf(lines.find((line) => line.contender === contender)),
        ),
      ]),
    ),
    '',
    ...targetsTable(run),
    ...summaries.flatMap(({ name, title, connections, lines }) => [
      `**${name}**: ${title}; ${connections} ${connections === 1 ? 'connection' : 'connections'}.`,
      '',
      row(['contender', 'requests/s', 'p50 ms', 'p99 ms', 'Node CPU ms', 'PostgreSQL CPU ms', 'statements']),
      row(['---', ...Array<string>(6).fill('---:')]),
      ...lines.map((line) =>
        row([
          line.contender,
          ...[line.requestsPerSecond, line.p50, line.p99, line.nodeTime, line.postgresTime, line.statements].map(
            cellOf,
          ),
        ]),
      ),
      '',
    ]),
  ].join('\n');
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

function shareOf(line: Line | undefined): string {
  if (!line?.share) return 'n/a';
  const { least, median, most } = line.share;
  const mark = line.alike.length > 0 ? '~' : '';
  return line.contender === 'limit' ? '1' : `${mark}${digits(median)} (${digits(least)}-${digits(most)})`;
}

function cellOf(figure: Figure | undefined): string {
  if (!figure) return 'n/a';
  return figure.ofLimit === undefined ? digits(figure.median) : `${digits(figure.median)} (${digits(figure.ofLimit)}×)`;
}

/** Three digits that count. */
const digits = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(value < 0.1 ? 2 : 3));
