import type { JWTPayload, JWTVerifyOptions } from 'jose' with { 'resolution-mode': 'import' };
import { isStorable } from '../database/storable';
import { namesTwice } from './claims';

/** Where a token was issued and for whom; unique together. */
export interface Identity {
  issuer: string;
  subject: string;
}

/** As a token says it, whose signature was verified. */
export interface VerifiedIdentity extends Identity {
  /** Until when the token is good, in seconds since 1970. */
  expiresAt: number;
}

/** The keys whose signatures are believed. */
export interface Keys {
  /** The identity of a valid token; undefined for any other. */
  verify(token: string): Promise<VerifiedIdentity | undefined>;
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
export function identityOf(token: string, { iss, sub, exp }: JWTPayload): VerifiedIdentity | undefined {
  if (token.split('.').slice(0, 2).some(namesTwice)) return undefined;
  if (!iss || !sub || exp === undefined || !isStorable(iss) || !isStorable(sub)) return undefined;
  return { issuer: iss, subject: sub, expiresAt: exp };
}
