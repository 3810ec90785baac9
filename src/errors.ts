import type { Locale, Message } from './messages';

/** Codes of top-level errors; the list is closed. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'QUERY_TOO_EXPENSIVE'
  | 'RATE_LIMITED'
  | 'CONFLICT'
  | 'INTERNAL';

/** A fault that ends a field or the operation and stands in the response's top-level `errors`. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly sentence: Message,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(sentence.en);
  }

  in(locale: Locale): string {
    return this.sentence[locale];
  }
}

/** One answer for absent, another tenant's, out of scope and of the wrong type, so that none can be told from another. */
export const notFound = () => new AppError('NOT_FOUND', { en: 'Not found.', zh: '未找到。' });

export const unauthenticated = () =>
  new AppError('UNAUTHENTICATED', { en: 'A valid bearer token is required.', zh: '需要有效的访问令牌。' });

/** `strictly`: at the place itself the permission is not enough. */
export const forbidden = (permission: string, strictly = false) =>
  new AppError(
    'FORBIDDEN',
    strictly
      ? {
          en: `This requires ${permission} above this place.`,
          zh: `此操作需要在上级拥有 ${permission} 权限。`,
        }
      : {
          en: `This requires ${permission} above or at this place.`,
          zh: `此操作需要在本级或上级拥有 ${permission} 权限。`,
        },
    { permission },
  );

export const badInput = (en: string, zh: string) => new AppError('BAD_USER_INPUT', { en, zh });

export const conflict = () =>
  new AppError('CONFLICT', {
    en: 'Another change came first; nothing was written. Try again.',
    zh: '与另一项更改冲突，未写入任何内容，请重试。',
  });

export const tookTooLong = () =>
  new AppError('QUERY_TOO_EXPENSIVE', {
    en: 'The database worked on this for too long and was stopped; nothing was written. Ask for less at once.',
    zh: '数据库处理超时，已中止，未写入任何内容。请减少单次请求的数据量。',
  });

/** `retryAfter` in seconds. */
export const rateLimited = (retryAfter: number) =>
  new AppError(
    'RATE_LIMITED',
    {
      en: `Too much was asked within a minute. Try again in ${retryAfter} s.`,
      zh: `一分钟内请求过多，请在 ${retryAfter} 秒后重试。`,
    },
    { retryAfter },
  );

/** A fault of the input that its sender can mend. Nothing was written; it is reported in the payload's `userErrors`. */
export class UserFault extends Error {
  /** `field` is the path of the input that is at fault, beginning with `input`. */
  constructor(
    readonly code: string,
    readonly field: readonly string[] | null,
    readonly sentence: Message,
  ) {
    super(sentence.en);
  }
}

/** Several faults at once, so that a caller need not mend them one by one. */
export class UserFaults extends Error {
  constructor(readonly faults: readonly UserFault[]) {
    super(faults.map((fault) => fault.message).join(' '));
  }
}
