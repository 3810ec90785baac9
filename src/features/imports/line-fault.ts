/** What is wrong with a line of a file, or, without a line, with the file as a whole. */
export interface LineFault<Code extends string = string> {
  line: number | null;
  column: string | null;
  /** Stable; what programs should read. */
  code: Code;
  message: string;
}

/** What a line was taken for, so that its author can object; nothing that has to be mended. */
export type LineNotice<Code extends string = string> = LineFault<Code>;
