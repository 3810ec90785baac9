import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Bounds the connections that wait for their client: silent ones, those that send slowly, and those kept alive. One more
 * than `most` closes the one that has waited longest, so whoever comes now is always heard. A request that has arrived whole
 * is never cut off, nor is an answer that is still being sent. Answers what closes those who have said nothing at all, or
 * with `every` all that wait.
 */
export function boundWaiting(server: Server, most: number): (every: boolean) => void {
  // In the order in which they began to wait.
  const waiting = new Set<Socket>();
  const wait = (socket: Socket) => {
    waiting.delete(socket);
    if (socket.destroyed) return;
    waiting.add(socket);
    const [longest] = waiting;
    if (waiting.size > most && longest) {
      waiting.delete(longest);
      longest.destroy();
    }
  };
  server.on('connection', (socket: Socket) => {
    wait(socket);
    socket.once('close', () => waiting.delete(socket));
  });
  server.on('request', (request, response) => {
    const { socket } = request;
    if (request.complete) waiting.delete(socket);
    request.once('end', () => waiting.delete(socket));
    response.once('close', () => wait(socket));
  });
  return (every) => {
    for (const socket of waiting) if (every || socket.bytesRead === 0) socket.destroy();
  };
}
