import type { Pool } from 'pg';

interface Wire {
  connection: { query(text: string): void; sync(): void };
}

/** Counts the messages to PostgreSQL that ask for an answer, whatever they hold, of connections made from here on. */
export function countMessages(pool: Pool): { sent: number } {
  const counter = { sent: 0 };
  pool.on('connect', (client) => {
    const { connection } = client as unknown as Wire;
    const { query, sync } = connection;
    connection.query = (text) => {
      counter.sent += 1;
      query.call(connection, text);
    };
    connection.sync = () => {
      counter.sent += 1;
      sync.call(connection);
    };
  });
  return counter;
}
