import { Agent, createServer, request, type OutgoingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../src/app';

const opened = new WeakMap<App['http'], Promise<Wire>>();

/** Sends thousands of operations over connections that stay open, and answers what came back to the byte. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true });

  private constructor(private readonly server: Server) {}

  /** The one to this app that whoever asks shares; it keeps no process from ending. */
  static to(http: App['http']): Promise<Wire> {
    const wire = opened.get(http) ?? Wire.open(http);
    opened.set(http, wire);
    return wire;
  }

  static async open(http: App['http']): Promise<Wire> {
    const server = createServer({ keepAliveTimeout: 0 }, http).unref();
    server.on('connection', (connection) => connection.unref());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Wire(server);
  }

  /** Status and body as they were sent; of a subscription what comes first, which tells whether it has begun. */
  send(query: string, token?: string): Promise<{ status: number; text: string }> {
    return this.post({ query }, token ? { authorization: `Bearer ${token}` } : {}, query.startsWith('subscription'));
  }

  /** As `send`, of a body as it is. */
  post(body: object, given: OutgoingHttpHeaders = {}, streams = false): Promise<{ status: number; text: string }> {
    const { port } = this.server.address() as AddressInfo;
    const headers = {
      'content-type': 'application/json',
      ...(streams && { accept: 'text/event-stream' }),
      ...given,
    };
    const options = {
      port,
      host: '127.0.0.1',
      path: streams ? '/graphql/stream' : '/graphql',
      method: 'POST',
      headers,
    };
    return new Promise((resolve, reject) => {
      const sent = request({ ...options, ...(!streams && { agent: this.agent }) }, (answer) => {
        const parts: Buffer[] = [];
        const done = () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() });
        answer.on('data', (part: Buffer) => {
          parts.push(part);
          if (!streams || !/^(: open|data: ?.+)\n\n/m.test(Buffer.concat(parts).toString())) return;
          done();
          sent.destroy();
        });
        answer.on('end', done);
        answer.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(body));
    });
  }

  async close(): Promise<void> {
    this.agent.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Does the work for each item, so many at a time, and answers in their order. */
export async function eachAtOnce<Item, Result>(
  atOnce: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
