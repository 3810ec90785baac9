import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import pino from 'pino';
import type { App, AppDependencies } from '../../../src/app';
import { shortWay } from '../../../src/http/short-way/short-way';
import type { World } from '../../setup/world';

/** What goes over the wire, piece by piece; its client then waits, says that nothing more comes, or is gone. */
export interface Raw {
  pieces: readonly (string | Buffer)[];
  then?: 'waits' | 'ends' | 'hangs up';
}

export interface Heard {
  /** As they came, but for what differs between any two answers. */
  short: string;
  ordinary: string;
  /** How many requests the product with the short way gave to Express. */
  passedOn: number;
}

type Line = Record<string, unknown>;

/** The product twice on one database: with the short way, and without it. */
export class Pair {
  readonly lines = { short: [] as Line[], ordinary: [] as Line[] };
  private passedOn = 0;
  private apps: readonly App[] = [];

  private constructor(
    private readonly short: Server,
    private readonly ordinary: Server,
  ) {}

  static async open(world: World, parts: Partial<AppDependencies> = {}): Promise<Pair> {
    const [short, ordinary] = [createServer(), createServer()];
    const pair = new Pair(short, ordinary);
    const counting: NonNullable<AppDependencies['plain']> = (all, rest) =>
      shortWay(all, (...exchange) => {
        pair.passedOn += 1;
        rest(...exchange);
      });
    const plain: AppDependencies['plain'] = (_parts, rest) => rest;
    const log = (lines: Line[]) =>
      pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Line) });
    const apps = [
      await world.beside({ ...parts, plain: counting, log: log(pair.lines.short) }),
      await world.beside({ ...parts, plain, log: log(pair.lines.ordinary) }),
    ] as const;
    pair.apps = apps;
    short.on('request', apps[0].http);
    ordinary.on('request', apps[1].http);
    for (const server of [short, ordinary])
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return pair;
  }

  /** Sends the same to both, one after another. */
  async send(raw: Raw): Promise<Heard> {
    this.passedOn = 0;
    const [short, ordinary] = [await exchange(this.short, raw), await exchange(this.ordinary, raw)];
    return { short, ordinary, passedOn: this.passedOn };
  }

  /** Stops both products; their servers still listen. */
  async stop(): Promise<void> {
    for (const app of this.apps) await app.stop();
  }

  async close(): Promise<void> {
    for (const server of [this.short, this.ordinary]) await new Promise((resolve) => server.close(resolve));
  }
}

/** In milliseconds: each piece is read by itself. */
const betweenPieces = 5;

async function exchange(server: Server, { pieces, then = 'waits' }: Raw): Promise<string> {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
  const heard: Buffer[] = [];
  socket.on('data', (part: Buffer) => heard.push(part));
  socket.on('error', () => undefined);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) await new Promise((resolve) => setTimeout(resolve, betweenPieces));
    socket.write(piece);
  }
  if (then === 'ends') socket.end();
  if (then === 'hangs up') setTimeout(() => socket.destroy(), betweenPieces);
  await closed;
  return comparable(Buffer.concat(heard).toString());
}

function comparable(text: string): string {
  return text
    .replaceAll(/^Date: .+$/gm, 'Date: …')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '…')
    .replaceAll(/^(RateLimit-Reset|Retry-After): \d+/gm, '$1: …')
    .replaceAll(/"retryAfter":\d+|in \d+ s|在 \d+ 秒/g, '…');
}
