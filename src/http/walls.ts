import type { IncomingMessage } from 'node:http';
import express, { type RequestHandler } from 'express';
import { limits } from '../graphql/limits';
import type { TrustedDocuments } from '../graphql/trusted-documents';
import { cors, type Cors } from './cors';
import { checkShape } from './json-shape';
import { rateLimits, type RateLimits, type RateLimitSettings } from './rate-limits/rate-limits';
import { trustedOnly } from './trusted-documents';

/** What stands between the network and the API. */
export interface WallSettings {
  rateLimits: RateLimitSettings;
  /** How many proxies stand in front, or which addresses they have: whose word is taken for the address of a caller. */
  trustProxy: number | readonly string[];
  /** Origins whose pages may read the answers. */
  corsOrigins: readonly string[];
  introspection: boolean;
  /** With it only these documents run. */
  trustedDocuments?: TrustedDocuments;
}

/** No limit of rate, no proxy, no foreign page, an open schema. */
export const noWalls: WallSettings = {
  rateLimits: { account: 0, address: 0 },
  trustProxy: 0,
  corsOrigins: [],
  introspection: true,
};

interface Walls {
  crossOrigin: Cors;
  limits: RateLimits;
  /** What each request to the API passes, one after another, until its body is read. */
  handlers: RequestHandler[];
}

export function walls(settings: WallSettings, addressOf: (request: IncomingMessage) => string | undefined): Walls {
  const crossOrigin = cors(settings.corsOrigins);
  const counted = rateLimits(settings.rateLimits, addressOf);
  return {
    crossOrigin,
    limits: counted,
    handlers: [
      (request, response, next) => {
        if (!crossOrigin(request, response)) next();
      },
      (request, response, next) => {
        counted.enter(request, response).then(() => next(), next);
      },
      express.json({ limit: limits.body, verify: (_request, _response, body, encoding) => checkShape(body, encoding) }),
      ...(settings.trustedDocuments ? [trustedOnly(settings.trustedDocuments)] : []),
    ],
  };
}
