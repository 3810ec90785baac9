import { Command } from 'commander';
import { migrateDatabase } from '../process/prepare';
import { asOwner } from './owner';

/** `sanlou migrate`: brings the schema of the database up to date; `npm start` does it too where it has the owner's URL. */
export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the schema of the database up to date, as the owner of its tables')
    .action(() =>
      asOwner(async (ownerUrl) => {
        const ran = await migrateDatabase(ownerUrl);
        console.log(ran.length ? `Ran ${ran.join(', ')}.` : 'Nothing to do: the schema is up to date.');
      }),
    );
}
