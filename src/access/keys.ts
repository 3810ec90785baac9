import { generateKeyPairSync, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JWTPayload, JWTVerifyOptions } from 'jose' with { 'resolution-mode': 'import' };
import { developmentIssuer } from './personas';

/** Where a token was issued and for whom; unique together. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** The keys whose signatures are believed. */
export interface Keys {
  /** The identity of a valid token; undefined for any other. */
  verify(token: string): Promise<Identity | undefined>;
}

export interface OidcIssuer {
  issuer: string;
  audience: string;
  jwksUrl?: string;
}

const developmentAudience = 'sanlou';
const clockTolerance = 5;

/** Tokens of development: signed by a key in the data folder, believed only where development tokens are switched on. */
export class DevelopmentKeys implements Keys {
  private constructor(private readonly privateKey: KeyObject) {}

  /** Reads the signing key of the data folder, or makes one. */
  static async open(dataDirectory: string): Promise<DevelopmentKeys> {
    const file = path.join(dataDirectory, 'development-key.pem');
    await mkdir(dataDirectory, { recursive: true });
    const fresh = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
    // `wx` fails when the file exists: of two processes that start together one writes and both read the same key.
    await writeFile(file, fresh, { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    return new DevelopmentKeys(createPrivateKey(await readFile(file)));
  }

  /** A token that speaks for the named login for `lifetime` (jose notation). */
  async sign(subject: string, lifetime = '30d'): Promise<string> {
    const { SignJWT } = await import('jose');
    return new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' })
      .setIssuer(developmentIssuer)
      .setAudience(developmentAudience)
      .setSubject(subject)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.privateKey);
  }

  async verify(token: string): Promise<Identity | undefined> {
    const { jwtVerify } = await import('jose');
    const options = { ...strict, algorithms: ['EdDSA'], issuer: developmentIssuer, audience: developmentAudience };
    return jwtVerify(token, createPublicKey(this.privateKey), options).then(identityOf, () => undefined);
  }
}

/** Tokens of an OpenID Connect issuer, verified by the keys it publishes. */
export async function oidcKeys({ issuer, audience, jwksUrl }: OidcIssuer): Promise<Keys> {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  let keySet: ReturnType<typeof createRemoteJWKSet> | undefined;
  const options = { ...strict, algorithms: ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'], issuer, audience };
  return {
    async verify(token) {
      keySet ??= createRemoteJWKSet(new URL(jwksUrl ?? (await discoverJwksUrl(issuer))));
      return jwtVerify(token, keySet, options).then(identityOf, () => undefined);
    },
  };
}

/** Believes what any of the given keys believes. */
export function anyOf(keys: readonly Keys[]): Keys {
  return {
    async verify(token) {
      for (const each of keys) {
        const identity = await each.verify(token);
        if (identity) return identity;
      }
      return undefined;
    },
  };
}

const strict: JWTVerifyOptions = { clockTolerance, requiredClaims: ['sub', 'iss', 'aud', 'exp'] };

function identityOf({ payload }: { payload: JWTPayload }): Identity | undefined {
  return payload.iss && payload.sub ? { issuer: payload.iss, subject: payload.sub } : undefined;
}

async function discoverJwksUrl(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`The issuer answered ${response.status} to discovery.`);
  const document = (await response.json()) as { jwks_uri: string };
  return document.jwks_uri;
}
