import type { JWTPayload, JWTVerifyOptions } from 'jose' with { 'resolution-mode': 'import' };
import { isStorable } from '../database/storable';
import { namesTwice } from './claims';

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

/** Whether an issuer or a subject can be bound to an account: 1 to 255 characters, no control characters, no blanks around it. */
export function isBindable(text: string): boolean {
  return isStorable(text) && /^\S(.*\S)?$/su.test(text) && !/\p{Cc}/u.test(text) && [...text].length <= 255;
}

/** What every token has to say, and how far clocks may be apart, in seconds. */
export const strict: JWTVerifyOptions = { clockTolerance: 5, requiredClaims: ['sub', 'iss', 'aud', 'exp'] };

/** Whom the verified claims of a token name. No text that PostgreSQL could not compare names anyone. */
export function identityOf(token: string, { iss, sub }: JWTPayload): Identity | undefined {
  if (token.split('.').slice(0, 2).some(namesTwice)) return undefined;
  return iss && sub && isStorable(iss) && isStorable(sub) ? { issuer: iss, subject: sub } : undefined;
}
