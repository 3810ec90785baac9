import { connect, type Socket } from 'node:net';

const headEnd = Buffer.from('\r\n\r\n');
const chunkedEnd = Buffer.from('0\r\n\r\n');

export interface Answer {
  status: number;
  body: Buffer;
}

/**
 * One kept connection that speaks just enough HTTP/1.1 for one request after the other. Its cost matters: it runs on the
 * machine of those it measures, and what it takes it takes most from whoever is fastest.
 */
export class Connection {
  private readonly received: Buffer[] = [];
  private size = 0;
  private expected: number | undefined;
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (data) => this.receive(data));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')));
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Connection(socket);
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private receive(data: Buffer): void {
    this.received.push(data);
    this.size += data.length;
    this.expected ??= this.expectedSize();
    const isWhole = this.expected === Infinity ? endsWith(data, chunkedEnd) : this.size >= (this.expected ?? Infinity);
    if (!isWhole) return;
    const whole = this.received.length === 1 ? data : Buffer.concat(this.received);
    const chunked = this.expected === Infinity;
    this.received.length = 0;
    this.size = 0;
    this.expected = undefined;
    const { waiting } = this;
    this.waiting = undefined;
    const start = whole.indexOf(headEnd) + headEnd.length;
    const body = whole.subarray(start);
    waiting?.resolve({ status: Number(whole.toString('latin1', 9, 12)), body: chunked ? unchunk(body) : body });
  }

  /** Bytes of the whole answer; `Infinity` where it comes in chunks, undefined while its head is not complete. */
  private expectedSize(): number | undefined {
    const start = Buffer.concat(this.received);
    const end = start.indexOf(headEnd);
    if (end < 0) return undefined;
    const length = /\r\ncontent-length: *(\d+)/i.exec(start.toString('latin1', 0, end))?.[1];
    return length === undefined ? Infinity : end + headEnd.length + Number(length);
  }
}

const endsWith = (data: Buffer, end: Buffer) => data.length >= end.length && data.subarray(-end.length).equals(end);

function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const lineEnd = body.indexOf('\r\n', at);
    const length = parseInt(body.toString('latin1', at, lineEnd), 16);
    if (!length) return Buffer.concat(parts);
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + length));
    at = lineEnd + 2 + length + 2;
  }
}
