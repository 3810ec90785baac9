import { contenderNames, type ContenderName } from '../contenders/names';
import type { Run } from './results';
import { summarize, type Line } from './summary';

const width = 860;
const labelWidth = 300;
const barHeight = 11;
const barGap = 3;
const jobGap = 22;
const top = 92;
const plotWidth = width - labelWidth - 90;

/** What does not fit is cut; its number stands beside it. */
const most = 1.25;

/** Readable on white and on black alike. */
const colours: Readonly<Record<ContenderName, string>> = {
  limit: '#8a8a8a',
  sanlou: '#d9480f',
  postgraphile: '#2f9e6e',
  mercurius: '#3b82d6',
  typeorm: '#9c6ade',
  'tree-repository': '#b8860b',
};

/** Requests a second of each contender as a share of the limit, a bar each with its spread, on one axis. */
export function chartOf({ scale, date, commit, jobs }: Run): string {
  const contenders = contenderNames.filter((name) => name !== 'limit' && jobs.some(({ samples }) => samples[name]));
  const parts: string[] = [];
  let y = top;
  for (const { name, title, samples } of jobs) {
    const lines = summarize(samples).filter(({ contender, share }) => contender !== 'limit' && share);
    parts.push(text(12, y + barHeight, name, 'job'), text(12, y + barHeight + 15, shortened(title), 'title'));
    lines.forEach((line, index) => parts.push(barOf(line, y + index * (barHeight + barGap))));
    y += Math.max(lines.length * (barHeight + barGap), 30) + jobGap;
  }
  const height = y + 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"
  aria-label="Requests a second of each contender as a share of the limit, by job">
<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .job { font-weight: 600 } .title, .axis { font-size: 11px; fill: #57606a } .heading { font-size: 15px; font-weight: 600 }
  .value { font-size: 10px } .grid { stroke: #d0d7de } .spread { stroke: #24292f; stroke-width: 1.5 } .back { fill: #ffffff }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .title, .axis { fill: #9da7b1 } .grid { stroke: #373e47 } .spread { stroke: #e6edf3 } .back { fill: #0d1117 }
  }
</style>
<rect class="back" width="${width}" height="${height}"/>
${text(12, 22, `Requests a second as a share of the limit, scale ${scale}`, 'heading')}
${text(12, 40, `${date}, commit ${commit}; the thin line is the spread over the rounds`, 'title')}
${legendOf(contenders)}
${axisOf(height)}
${parts.join('\n')}
</svg>
`;
}

function barOf({ contender, share }: Line, y: number): string {
  const { least: from, median, most: to } = share ?? { least: 0, median: 0, most: 0 };
  const middle = y + barHeight / 2;
  return [
    `<rect x="${labelWidth}" y="${y}" width="${number(place(median) - labelWidth)}" height="${barHeight}" fill="${colours[contender]}"/>`,
    `<line class="spread" x1="${number(place(from))}" x2="${number(place(to))}" y1="${middle}" y2="${middle}"/>`,
    text(number(place(Math.max(median, to)) + 6), y + barHeight - 1.5, percent(median), 'value'),
  ].join('\n');
}

function legendOf(contenders: readonly ContenderName[]): string {
  let x = 12;
  return contenders
    .map((contender) => {
      const entry = `<rect x="${x}" y="50" width="11" height="11" fill="${colours[contender]}"/>\n${text(x + 16, 60, contender, 'axis')}`;
      x += 36 + contender.length * 7;
      return entry;
    })
    .join('\n');
}

const axisOf = (height: number) =>
  [0, 0.25, 0.5, 0.75, 1]
    .map((share) => {
      const x = number(place(share));
      return `<line class="grid" x1="${x}" x2="${x}" y1="${top - 6}" y2="${height - 6}"/>\n${text(x, top - 10, `${share * 100} %`, 'axis')}`;
    })
    .join('\n');

const place = (share: number) => labelWidth + (Math.min(share, most) / most) * plotWidth;

const text = (x: number | string, y: number, content: string, kind: string) =>
  `<text class="${kind}" x="${x}" y="${y}">${content}</text>`;
const number = (value: number) => value.toFixed(1);
const percent = (share: number) => `${(share * 100).toFixed(share < 0.0995 ? 1 : 0)} %`;
const shortened = (title: string) => (title.length > 46 ? `${title.slice(0, 44)}…` : title);
