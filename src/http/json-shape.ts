import { badInput } from '../errors';
import { limits } from '../graphql/limits';

const quote = 0x22;
const comma = 0x2c;
const backslash = 0x5c;
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Refuses JSON that is too deep or of too many values before it is parsed: a short text can take the parser long. Counted
 * are the bytes outside of texts; whether it is JSON at all is the parser's to say.
 */
export function checkShape(json: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') throw badInput('JSON is sent in UTF-8.', 'JSON 须以 UTF-8 编码发送。');
  let depth = 0;
  let values = 1;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at];
    if (byte === quote) at = endOfText(json, at);
    else if (byte === comma) values += 1;
    else if (byte === openBracket || byte === openBrace) depth += 1;
    else if (byte === closeBracket || byte === closeBrace) depth -= 1;
    if (depth > limits.jsonDepth || values > limits.jsonValues) throw unshapely();
  }
}

/** Where the text that begins here ends: at its closing quote, or beyond everything. */
function endOfText(json: Buffer, start: number): number {
  let end = start;
  let slashes: number;
  do {
    end = json.indexOf(quote, end + 1);
    if (end === -1) return json.length;
    slashes = 0;
    while (json[end - 1 - slashes] === backslash) slashes += 1;
  } while (slashes % 2 === 1);
  return end;
}

const unshapely = () =>
  badInput(
    `The body is more than ${limits.jsonDepth} levels deep, or holds more than ${limits.jsonValues} values.`,
    `请求体嵌套超过 ${limits.jsonDepth} 层，或超过 ${limits.jsonValues} 个值。`,
  );
