import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum PersonErrorCode {
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  DUPLICATE_REFERENCE = 'DUPLICATE_REFERENCE',
  STALE_VERSION = 'STALE_VERSION',
  DISSOLVED = 'DISSOLVED',
  ANONYMIZED = 'ANONYMIZED',
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
    ANONYMIZED: { description: 'His data was taken away for good; none is taken down again.' },
    IDEMPOTENCY_CONFLICT: { description: 'The idempotency key was used for another call.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why a change of a person was refused, and where.' })
export class PersonError extends UserError {
  @Field(() => PersonErrorCode, { description: 'Stable; what programs should read.' })
  code!: PersonErrorCode;
}

/** What was anonymised stays so. `field` is where the input named him. */
export const anonymized = (field: string) =>
  personFault('ANONYMIZED', field, {
    en: 'The person was anonymised; no data of his is taken down again.',
    zh: '此人信息已匿名化，不能再登记其信息。',
  });

export function personFault(code: keyof typeof PersonErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
