import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum PostErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  POST_FULL = 'POST_FULL',
  ALREADY_APPOINTED = 'ALREADY_APPOINTED',
  ENDED = 'ENDED',
  DISSOLVED = 'DISSOLVED',
  ANONYMIZED = 'ANONYMIZED',
  STALE_VERSION = 'STALE_VERSION',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(PostErrorCode, {
  name: 'PostErrorCode',
  description: 'Why a change of a post or an appointment was refused.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank, too long, out of bounds, an end before its start.' },
    NOT_FOUND: { description: 'The organization has no such grid.' },
    POST_FULL: { description: 'Every seat is taken on some day of that time; the message tells the first.' },
    ALREADY_APPOINTED: { description: 'The person holds this post in that time already.' },
    ENDED: { description: 'The post is abolished, or the end of the appointment is set.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    ANONYMIZED: { description: "The person's data was taken away for good; he holds no post again." },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of a post or an appointment was refused, and where.' })
export class PostError extends UserError {
  @Field(() => PostErrorCode, { description: 'Stable; what programs should read.' })
  code!: PostErrorCode;
}

/** A refusal; `field` is the one beneath `input`. */
export function postFault(code: keyof typeof PostErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
