import { Command, Option } from 'commander';
import { seedDemo, seedLarge } from '../../seeds';
import { useSecretKey } from '../features/people/secrets';
import { migrateDatabase } from '../process/prepare';
import { openKeyRing } from '../process/secret-key';
import { asOwner } from './owner';

/** `sanlou seed`: the demo counties, or one large county beside them. */
export function seedCommand(): Command {
  return new Command('seed')
    .description('write demo data: the two demo counties, or one of 50,000 organizations and 200,000 members')
    .addOption(new Option('--scale <scale>', 'which data').choices(['demo', 'large']).default('demo'))
    .action(({ scale }: { scale: 'demo' | 'large' }) =>
      asOwner(async (ownerUrl, config) => {
        const { current, older } = await openKeyRing(config);
        useSecretKey(current, older);
        await migrateDatabase(ownerUrl);
        await seed(scale, ownerUrl);
      }),
    );
}

async function seed(scale: 'demo' | 'large', ownerUrl: string): Promise<void> {
  const report = (line: string) => console.log(line);
  if (scale === 'large') await seedLarge(ownerUrl, report);
  else if (!(await seedDemo(ownerUrl, report))) console.log('Nothing to do: there is data already.');
}
