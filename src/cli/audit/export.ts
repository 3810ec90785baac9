import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Session } from '../../database/session';
import { readChain, readHead } from '../../features/audit/read-chain';
import { createProgress, type Progress } from '../import/progress';
import type { Closing, Header, Link } from './export-format';
import { onChain } from './on-chain';

interface Options {
  tenant: string;
  out?: string;
}

/** Writes the chain of a tenant to a file, which appears when it is complete, or to standard output. */
export async function exportAudit({ tenant, out }: Options): Promise<void> {
  const progress = createProgress();
  try {
    await onChain(tenant, async (session) => {
      if (out === undefined) return writeChain(session, tenant, process.stdout, progress);
      const unfinished = `${out}.unfinished`;
      const file = createWriteStream(unfinished, { mode: 0o600 });
      await once(file, 'open');
      await writeChain(session, tenant, file, progress);
      file.end();
      await finished(file);
      await rename(unfinished, out);
    });
  } finally {
    progress.stop();
  }
}

async function writeChain(session: Session, tenant: string, out: Writable, progress: Progress): Promise<void> {
  const checksum = createHash('sha256');
  const write = async (lines: readonly object[]) => {
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    checksum.update(text);
    // Whoever reads more slowly than we write is waited for: no more than a batch is kept.
    if (!out.write(text)) await once(out, 'drain');
  };
  const head = await readHead(session);
  progress.phase('exported', head?.number ?? 0, 'entries');
  const header: Header = { format: 'sanlou-audit', version: 1, tenant, exportedAt: new Date().toISOString() };
  await write([header]);
  for await (const batch of readChain(session)) {
    await write(batch.map(({ number, entry, hash }): Link => ({ number, entry, hash })));
    progress.advance(batch.length);
  }
  const closing = { count: head?.number ?? 0, head: head?.hash ?? null };
  await write([{ ...closing, checksum: checksum.copy().digest('hex') } satisfies Closing]);
}
