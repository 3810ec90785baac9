import type { IncomingMessage } from 'node:http';

/**
 * Reads a body of so many bytes and gives it to `use`; undefined when its client hangs up before. `use` is called while the
 * request has not ended, and can therefore put the body back by `unshift` there and then, and only then: to whoever reads it
 * next it has never been read.
 */
export function readBody(request: IncomingMessage, length: number, use: (body: Buffer | undefined) => void): void {
  const parts: Buffer[] = [];
  let received = 0;

  function stop(): void {
    request.removeListener('readable', read);
    request.removeListener('aborted', hungUp);
  }

  function hungUp(): void {
    stop();
    use(undefined);
  }

  function read(): void {
    for (let part = next(request); part !== null; part = next(request)) {
      parts.push(part);
      received += part.length;
    }
    if (received < length) return;
    stop();
    const [first] = parts;
    use(parts.length === 1 && first ? first : Buffer.concat(parts));
  }

  if (request.destroyed) {
    use(undefined);
    return;
  }
  if (request.readableLength < length) {
    request.on('readable', read);
    request.on('aborted', hungUp);
    return;
  }
  // It came with its head, as short ones do.
  read();
}

function next(request: IncomingMessage): Buffer | null {
  return request.read() as Buffer | null;
}
