import { registerEnumType } from 'type-graphql';

export enum AccountKind {
  PERSON = 'PERSON',
  SERVICE = 'SERVICE',
}
registerEnumType(AccountKind, {
  name: 'AccountKind',
  description: 'Who stands behind an account.',
  valuesConfig: {
    PERSON: { description: 'Someone, who signs in by the identity provider.' },
    SERVICE: { description: 'A program, which signs in by API keys.' },
  },
});
