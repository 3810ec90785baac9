import { Command } from 'commander';
import { DevelopmentKeys } from '../access/development-keys';
import { largePersona, personas } from '../access/personas';
import { readConfig } from '../config';

const names = [...personas, largePersona].map(({ name }) => name);

/** `sanlou token NAME`: the token alone on standard output, so that it can be taken into a variable. */
export function tokenCommand(): Command {
  return new Command('token')
    .description(
      `print a development token, good for 30 days, of an account of the demo: ${names.join(', ')}; or another`,
    )
    .argument('<name>', 'the account')
    .action(async (name: string) => {
      const token = await developmentToken(name);
      if (!names.includes(name)) {
        console.error(`${name} is no account of the demo: the token is good only if an account signs in by this name.`);
      }
      console.log(token);
    });
}

/** A token signed by the key in the data folder; refuses where the API would not believe it. */
export async function developmentToken(name: string): Promise<string> {
  const { developmentTokens, dataDirectory } = readConfig();
  if (!developmentTokens) throw new Error('Development tokens are off here; SANLOU_DEV_TOKENS=true switches them on.');
  return (await DevelopmentKeys.open(dataDirectory)).sign(name);
}
