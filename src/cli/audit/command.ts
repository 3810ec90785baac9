import { Command } from 'commander';
import { readHead } from '../../features/audit/read-chain';
import { exportAudit } from './export';
import { onChain } from './on-chain';
import { verifyAudit } from './verify';

/** `sanlou audit`: the chain of a tenant's audit trail, taken out and proven elsewhere. */
export function auditCommand(): Command {
  const exporting = new Command('export')
    .description('write the audit trail of a tenant with its chain, as JSON lines')
    .requiredOption('--tenant <code>', 'whose')
    .option('--out <file>', 'where to (default: standard output)')
    .action(exportAudit);
  const verifying = new Command('verify')
    .description('prove an export from the file alone, without a database; ends with 1 at the first broken link')
    .argument('<file>', 'the export')
    .option('--head <hash>', 'the hash that the last link must have')
    .option('--anchor <number:hash>', 'a link that was written down before; repeatable', addAnchor, [])
    .action(verifyAudit);
  const heading = new Command('head')
    .description('print number and hash of the last link, to be kept elsewhere: an anchor against a chain written anew')
    .requiredOption('--tenant <code>', 'whose')
    .action(printHead);
  return new Command('audit')
    .description("prove the chain of a tenant's audit trail")
    .addCommand(exporting)
    .addCommand(verifying)
    .addCommand(heading);
}

function addAnchor(text: string, anchors: readonly string[]): string[] {
  return [...anchors, text];
}

async function printHead({ tenant }: { tenant: string }): Promise<void> {
  const head = await onChain(tenant, readHead);
  if (!head) throw new Error(`Nothing is recorded in ${tenant} yet.`);
  console.log(`${head.number}:${head.hash}`);
}
