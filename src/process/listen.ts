import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { boundWaiting } from './connections';

export interface Listener {
  /** As `http://127.0.0.1:4000`. */
  url: string;
  /** Stops accepting, lets what runs finish, and closes every connection as it falls idle. */
  close(): Promise<void>;
}

const sweepEvery = 50;

/** How long a client may take, in milliseconds, and how many may keep us waiting. */
export interface Patience {
  /** For the head of a request, from the moment it connects. */
  head: number;
  /** For a request with its body. */
  request: number;
  /** Between two requests; longer than what proxies keep, so that it is they who close. */
  idle: number;
  /** How often those who took too long are looked for. */
  sweep: number;
  /** Connections that wait for their client. */
  waiting: number;
}

const usual: Patience = { head: 10_000, request: 30_000, idle: 75_000, sweep: 2_000, waiting: 2_000 };

/** Listens on the address; rejects with a sentence when the port is taken or the address is not this machine's. */
export async function listen(
  handler: RequestListener,
  host: string,
  port: number,
  patience: Patience = usual,
): Promise<Listener> {
  const server = createServer(
    {
      headersTimeout: patience.head,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.sweep,
    },
    handler,
  );
  const closeWaiting = boundWaiting(server, patience.waiting);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A kept-alive connection is idle only once its last answer is out; one that never spoke is not counted as idle, and
      // a server that closes looks for slow clients no more.
      const since = performance.now();
      const sweep = setInterval(() => {
        server.closeIdleConnections();
        closeWaiting(performance.now() - since > patience.head);
      }, sweepEvery);
      await closed;
      clearInterval(sweep);
    },
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} of ${host} is taken. Stop what listens there, or set PORT to another (0: any free one).`,
    );
  }
  if (error.code === 'EADDRNOTAVAIL')
    return new Error(`${host} is no address of this machine. Set HOST to one that is.`);
  return error;
}
