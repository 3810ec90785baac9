import { Argument, Command } from 'commander';
import { DevelopmentKeys } from '../access/keys';
import { largePersona, personas } from '../access/personas';
import { readConfig } from '../config';

const names = [...personas, largePersona].map(({ name }) => name);

/** `sanlou token NAME`: the token alone on standard output, so that it can be taken into a variable. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('print a development token of a demo account, good for 30 days')
    .addArgument(new Argument('<name>', 'the account').choices(names))
    .action(async (name: string) => console.log(await developmentToken(name)));
}

/** A token signed by the key in the data folder; refuses where the API would not believe it. */
export async function developmentToken(name: string): Promise<string> {
  const { developmentTokens, dataDirectory } = readConfig();
  if (!developmentTokens) throw new Error('Development tokens are off here; SANLOU_DEV_TOKENS=true switches them on.');
  return (await DevelopmentKeys.open(dataDirectory)).sign(name);
}
