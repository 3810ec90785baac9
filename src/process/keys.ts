import { DevelopmentKeys } from '../access/development-keys';
import { anyOf, type Keys } from '../access/keys';
import { oidcKeys } from '../access/oidc-keys';
import type { Config } from '../config';

interface OpenKeys {
  /** What the API believes. */
  keys: Keys;
  /** What signs development tokens, where they are on. */
  development: DevelopmentKeys | undefined;
}

/** The keys the configuration names: the issuer's, those of development, or both. */
export async function openKeys({ oidc, developmentTokens, dataDirectory }: Config): Promise<OpenKeys> {
  const development = developmentTokens ? await DevelopmentKeys.open(dataDirectory) : undefined;
  const issuer = oidc && (await oidcKeys(oidc));
  return { keys: anyOf([development, issuer].filter((each) => each !== undefined)), development };
}
