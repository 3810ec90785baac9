import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum PersonErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  DUPLICATE_REFERENCE = 'DUPLICATE_REFERENCE',
  STALE_VERSION = 'STALE_VERSION',
  DISSOLVED = 'DISSOLVED',
  IDEMPOTENCY_CONFLICT = 'IDEMPOTENCY_CONFLICT',
}
registerEnumType(PersonErrorCode, {
  name: 'PersonErrorCode',
  description: 'Why a change of a person was refused.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank, too long, a number whose check digit is wrong.' },
    NOT_FOUND: { description: 'A reference within the input names nothing that the actor may see.' },
    DUPLICATE_REFERENCE: { description: 'The external reference belongs to another person.' },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of a person was refused, and where.' })
export class PersonError extends UserError {
  @Field(() => PersonErrorCode, { description: 'Stable; what programs should read.' })
  code!: PersonErrorCode;
}

export function personFault(code: keyof typeof PersonErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
