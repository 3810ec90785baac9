import { Command } from 'commander';
import { listKeys } from './list';
import { newKey } from './new';
import { rotateKeys } from './rotate';

const order = `
A key is replaced in this order, while everybody works on:
  1. Make a key (openssl rand -base64 32), add it to SANLOU_OLD_SECRET_KEYS of every server and restart them one by one:
     now each of them opens what the new key seals.
  2. Make it SANLOU_SECRET_KEY and put the former one into SANLOU_OLD_SECRET_KEYS, again of every server.
  3. sanlou keys rotate, with the same two variables. It may be stopped anywhere and run again.
  4. When sanlou keys list counts no value with the former key, take that out of SANLOU_OLD_SECRET_KEYS.
     Backups from before need it still.
With the keys of a data folder: sanlou keys new, restart the server, sanlou keys rotate.`;

/** `sanlou keys`: the keys of phone and identity numbers. */
export function keysCommand(): Command {
  const keys = new Command('keys').description(
    'list, add and replace the keys that phone and identity numbers are sealed with',
  );
  const commands = [
    new Command('list')
      .description('tell the ids of the keys, and how many values are sealed with each; never the keys themselves')
      .action(listKeys),
    new Command('new')
      .description('make a new current key in the data folder and keep the others; restart the server after it')
      .addHelpText('after', order)
      .action(newKey),
    new Command('rotate')
      .description(
        'seal every value with the current key while others read and write, and hash what was never hashed; ends with 1 when a value could not be opened',
      )
      .addHelpText('after', order)
      .action(rotateKeys),
  ];
  for (const command of commands) keys.addCommand(command.copyInheritedSettings(keys));
  return keys;
}
