/** Whether the text is a resident identity number: 17 digits with an existing birthday, and the check character of GB 11643. */
export function isIdentityNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false;
  const birthday = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`;
  const day = new Date(`${birthday}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(birthday)) return false;
  return checkCharacter(text.slice(0, 17)) === text[17];
}

/** The check character of 17 digits. ISO 7064, MOD 11-2: the weights are the powers of two modulo eleven. */
export function checkCharacter(digits: string): string | undefined {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'[sum % 11];
}
