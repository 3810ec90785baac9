import { readFile } from 'node:fs/promises';
import type { Config } from '../config';
import { readManifest } from '../graphql/trusted-documents';
import type { WallSettings } from '../http/walls';

/** The walls as configured, with the documents of the file that it names. */
export async function openWalls({ walls }: Config): Promise<WallSettings> {
  const { trustedDocuments: file, ...rest } = walls;
  if (file === undefined) return rest;
  try {
    return { ...rest, trustedDocuments: readManifest(await readFile(file, 'utf8')) };
  } catch (error) {
    throw new Error(`SANLOU_TRUSTED_DOCUMENTS=${file}: ${(error as Error).message}`, { cause: error });
  }
}
