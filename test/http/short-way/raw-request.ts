import type { Raw } from './pair';

type Headers = Readonly<Record<string, string | undefined>>;

/** The head and the body of a POST to the API, as a client of JSON writes it; a header is left out by `undefined`. */
export function parts(body: string | Buffer | object, headers: Headers = {}, line = 'POST /graphql HTTP/1.1') {
  const bytes = bytesOf(body);
  const all = {
    host: 'x',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return { head: [line, ...lines, '', ''].join('\r\n'), bytes };
}

/** A request in one piece. */
export function post(...sent: Parameters<typeof parts>): Raw {
  const { head, bytes } = parts(...sent);
  return { pieces: [Buffer.concat([Buffer.from(head), bytes])] };
}

/** A request in pieces of so many bytes, its head apart. */
export function slowly(size: number, ...sent: Parameters<typeof parts>): Raw {
  const { head, bytes } = parts(...sent);
  const count = Math.ceil(bytes.length / size);
  return { pieces: [head, ...Array.from({ length: count }, (_, at) => bytes.subarray(at * size, (at + 1) * size))] };
}

function bytesOf(body: string | Buffer | object): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
