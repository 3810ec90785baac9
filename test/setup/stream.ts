import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../src/app';
import type { GraphQLError } from './api';

interface Result<Data> {
  data?: Data | null;
  errors?: GraphQLError[];
}

/** A subscription over HTTP as a client reads it: its answers as they come, and whether it has begun or ended. */
export class TestStream<Data = Record<string, unknown>> {
  readonly answers: Result<Data>[] = [];
  readonly status: number;
  isOpen = false;
  isCompleted = false;
  private readonly waiting: (() => void)[] = [];
  private isOver = false;

  private constructor(
    response: Response,
    private readonly abort: () => void,
  ) {
    this.status = response.status;
    void this.read(response).finally(() => {
      this.isOver = true;
      abort();
      this.wake();
    });
  }

  /** Sends the subscription to a server of its own; resolves once it is open or refused. */
  static async open<Data>(
    http: App['http'],
    token: string | undefined,
    query: string,
    variables: object = {},
    { method = 'POST', headers = {} }: { method?: 'GET' | 'POST'; headers?: Readonly<Record<string, string>> } = {},
  ): Promise<TestStream<Data>> {
    const server = createServer(http);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const aborter = new AbortController();
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql/stream`);
    if (method === 'GET') {
      url.searchParams.set('query', query);
      url.searchParams.set('variables', JSON.stringify(variables));
    }
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'text/event-stream',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(method === 'POST' && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: method === 'POST' ? JSON.stringify({ query, variables }) : undefined,
      signal: aborter.signal,
    });
    const stream = new TestStream<Data>(response, () => {
      aborter.abort();
      server.close();
    });
    await stream.until(() => stream.isOpen);
    return stream;
  }

  /** Waits until the condition holds or the stream is over. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds() && !this.isOver) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** The answer at the position, once it has come; undefined when the stream ended before. */
  async answer(index: number): Promise<Result<Data> | undefined> {
    await this.until(() => this.answers.length > index);
    return this.answers[index];
  }

  /** Waits for the end; answers everything that came. */
  async end(): Promise<Result<Data>[]> {
    await this.until(() => false);
    return this.answers;
  }

  /** Breaks the connection as a client does that goes away. */
  async close(): Promise<void> {
    this.abort();
    await this.until(() => false);
  }

  private async read(response: Response): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.receive(block);
        this.wake();
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    }
  }

  private receive(block: string): void {
    if (block === ': open') this.isOpen = true;
    const [, event, data] = /^event: (\w+)\ndata:(.*)$/.exec(block) ?? [];
    if (event === 'next') this.answers.push(JSON.parse(data ?? '') as Result<Data>);
    if (event === 'complete') this.isCompleted = true;
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
