import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listener {
  /** As `http://127.0.0.1:4000`. */
  url: string;
  /** Stops accepting, lets what runs finish, and closes every connection as it falls idle. */
  close(): Promise<void>;
}

const sweepEvery = 50;

/** Listens on the address; rejects with a sentence when the port is taken or the address is not this machine's. */
export async function listen(handler: RequestListener, host: string, port: number): Promise<Listener> {
  const server = createServer(handler);
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
      // A kept-alive connection is idle only once its last answer is out.
      const sweep = setInterval(() => server.closeIdleConnections(), sweepEvery);
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
