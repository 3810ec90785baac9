import { isIP } from 'node:net';
import { EnvError, makeValidator } from 'envalid';

/** How much there may be of something; 0 for no limit. */
export const count = makeValidator<number>((text) => {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new EnvError('a whole number, 0 for no limit');
});

/** Origins as a browser tells them, separated by commas. */
export const origins = makeValidator<string[]>((text) => {
  const listed = itemsOf(text);
  if (listed.every(isOrigin)) return listed;
  throw new EnvError('origins separated by commas, as https://console.example.org, none of them a wildcard');
});

/** How many proxies stand in front, or the addresses and networks of those that are believed. */
export const proxies = makeValidator<number | string[]>((text) => {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const listed = itemsOf(text);
  if (listed.length && listed.every(isNetwork)) return listed;
  throw new EnvError('the number of proxies in front, or their addresses, as 10.0.0.0/8, loopback');
});

function itemsOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
