/**
 * An official area code in its full 12 digits. County (6) and township (9) codes are often written without their zeros.
 * Undefined when the text is no area code.
 */
export function toAreaCode(text: string): string | undefined {
  return /^(\d{6}|\d{9}|\d{12})$/.test(text) ? text.padEnd(12, '0') : undefined;
}
