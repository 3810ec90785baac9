import { identityOf, strict, type Keys } from './keys';

interface OidcIssuer {
  issuer: string;
  audience: string;
  /** Where its keys are; found by discovery when left out. */
  jwksUrl?: string;
}

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];
const patience = 5_000;

/**
 * Tokens of an OpenID Connect issuer, verified by the keys it publishes. While the issuer cannot be reached nobody can say
 * whether a token is good: that is an error of ours, not a bad token.
 */
export async function oidcKeys({ issuer, audience, jwksUrl }: OidcIssuer): Promise<Keys> {
  const { createRemoteJWKSet, decodeJwt, jwtVerify } = await import('jose');
  const options = { ...strict, algorithms, issuer, audience };
  let keySet: ReturnType<typeof createRemoteJWKSet> | undefined;
  return {
    async verify(token) {
      try {
        // A token of somebody else is no reason to ask the issuer for its keys.
        if (decodeJwt(token).iss !== issuer) return undefined;
        keySet ??= createRemoteJWKSet(new URL(jwksUrl ?? (await discoverJwksUrl(issuer))), {
          timeoutDuration: patience,
        });
        return identityOf(token, (await jwtVerify(token, keySet, options)).payload);
      } catch (error) {
        if (isFaultOfToken(error)) return undefined;
        throw error;
      }
    },
  };
}

/** As jose names its errors: what is wrong with the token itself, or with the key it claims to be signed by. */
function isFaultOfToken(error: unknown): boolean {
  const code = String((error as { code?: unknown }).code);
  return /^ERR_(JWT|JWS|JWKS_NO_MATCHING|JWKS_MULTIPLE|JOSE_ALG|JOSE_NOT_SUPPORTED)/.test(code);
}

async function discoverJwksUrl(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
  if (!response.ok) throw new Error(`The issuer answered ${response.status} to discovery.`);
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer) throw new Error(`${url} speaks for another issuer: ${String(document.issuer)}.`);
  return String(document.jwks_uri);
}
