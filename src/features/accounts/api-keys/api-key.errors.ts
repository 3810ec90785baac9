import { Field, registerEnumType } from 'type-graphql';
import { UserFault } from '../../../errors';
import { ObjectType } from '../../../graphql/object-type';
import { UserError } from '../../../graphql/user-error';
import type { Message } from '../../../messages';

export enum ApiKeyErrorCode {
  INVALID = 'INVALID',
  NOT_A_SERVICE_ACCOUNT = 'NOT_A_SERVICE_ACCOUNT',
  DISSOLVED = 'DISSOLVED',
  ENDED = 'ENDED',
  REPLACED = 'REPLACED',
}
registerEnumType(ApiKeyErrorCode, {
  name: 'ApiKeyErrorCode',
  description: 'Why an API key was not made, replaced or taken back.',
  valuesConfig: {
    INVALID: { description: 'A value that cannot be: a blank name, an end that is past or too far off.' },
    NOT_A_SERVICE_ACCOUNT: { description: 'Keys are for service accounts; people sign in.' },
    DISSOLVED: { description: 'The organization is dissolved.' },
    ENDED: { description: 'It has expired or was taken back already.' },
    REPLACED: { description: 'Another key has replaced it already.' },
  },
});

@ObjectType({ implements: UserError, description: 'Why an API key was not made, replaced or taken back, and where.' })
export class ApiKeyError extends UserError {
  @Field(() => ApiKeyErrorCode, { description: 'Stable; what programs should read.' })
  code!: ApiKeyErrorCode;
}

export function apiKeyFault(code: keyof typeof ApiKeyErrorCode, field: string, sentence: Message): UserFault {
  return new UserFault(code, ['input', field], sentence);
}
