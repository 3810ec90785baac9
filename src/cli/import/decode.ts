/** The text of a file in UTF-8, with or without a byte order mark, or in GB18030 as office programs in China save it. */
export function decodeText(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      continue;
    }
  }
  throw new Error('The file is neither UTF-8 nor GB18030.');
}
