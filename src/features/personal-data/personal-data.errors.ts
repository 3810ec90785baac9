import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../errors';
import { ObjectType } from '../../graphql/object-type';
import { UserError } from '../../graphql/user-error';
import type { Message } from '../../messages';

export enum PersonalDataErrorCode {
  INVALID = 'INVALID',
  ACTIVE = 'ACTIVE',
  ANONYMIZED = 'ANONYMIZED',
  STALE_VERSION = 'STALE_VERSION',
}
registerEnumType(PersonalDataErrorCode, {
  name: 'PersonalDataErrorCode',
  description: "Why a person's data was not handed out or taken away.",
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: blank or too long.' },
    ACTIVE: {
      description: 'He has a membership or holds a post that does not lie in the past; who is active is not nobody.',
    },
    ANONYMIZED: { description: 'His data was taken away before.' },
    STALE_VERSION: { description: 'Someone changed it since it was read; the message tells the current version.' },
  },
});

@ObjectType({ implements: UserError, description: "Why a person's data was not handed out or taken away, and where." })
export class PersonalDataError extends UserError {
  @Field(() => PersonalDataErrorCode, { description: 'Stable; what programs should read.' })
  code!: PersonalDataErrorCode;
}

export function personalDataFault(code: keyof typeof PersonalDataErrorCode, field: string, sentence: Message) {
  return new UserFault(code, ['input', field], sentence);
}
