import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum MembershipErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  OVERLAPS = 'OVERLAPS',
  ENDED = 'ENDED',
  STATUS_NOT_ALLOWED = 'STATUS_NOT_ALLOWED',
  DISSOLVED = 'DISSOLVED',
  ANONYMIZED = 'ANONYMIZED',
  DUPLICATE_REFERENCE = 'DUPLICATE_REFERENCE',
  STALE_VERSION = 'STALE_VERSION',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(MembershipErrorCode, {
  name: 'MembershipErrorCode',
  description: 'Why a change of a membership was refused.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank, too long, an end before its start, too many rows.' },
    NOT_FOUND: { description: 'An external reference names nothing that the actor may see.' },
    OVERLAPS: { description: 'The person has another membership in that time; there is one at a time.' },
    ENDED: { description: 'The membership has ended, or its end is set.' },
    STATUS_NOT_ALLOWED: { description: 'The status does not follow the present one.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    ANONYMIZED: { description: "The person's data was taken away for good; he becomes no member again." },
    DUPLICATE_REFERENCE: { description: 'The reference belongs to another one, or stands in the call twice.' },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of a membership was refused, and where.' })
export class MembershipError extends UserError {
  @Field(() => MembershipErrorCode, { description: 'Stable; what programs should read.' })
  code!: MembershipErrorCode;
}

/** A refusal; `path` leads to the value beneath `input`. */
export function membershipFault(
  code: keyof typeof MembershipErrorCode,
  path: string | readonly string[],
  sentence: Message,
): UserFault {
  return new UserFault(code, ['input', ...(typeof path === 'string' ? [path] : path)], sentence);
}

/** Its end is known: it lies in the past, or is agreed for a day to come. */
export const ended = (day: string) =>
  membershipFault('ENDED', 'membershipId', {
    en: `The end of the membership is ${day}.`,
    zh: `该组织关系的结束日期为 ${day}。`,
  });

export const overlaps = (path: string | readonly string[]) =>
  membershipFault('OVERLAPS', path, {
    en: 'The person has another membership in that time.',
    zh: '此人在该期间已有其他组织关系。',
  });

export const duplicateMembershipReference = (path: string | readonly string[]) =>
  membershipFault('DUPLICATE_REFERENCE', path, {
    en: 'Another open membership has this reference.',
    zh: '该编号已被另一有效组织关系使用。',
  });

export const statusNotAllowed = (path: string | readonly string[], from: string, to: string) =>
  membershipFault('STATUS_NOT_ALLOWED', path, {
    en: `${to} does not follow ${from}.`,
    zh: `${from} 之后不能直接变为 ${to}。`,
  });
