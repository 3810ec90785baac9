import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';

@ObjectType({ description: 'Whose tokens speak for an account: a subject of an OpenID Connect issuer.' })
export class Login {
  @Field({ description: 'Who issues the tokens: their claim `iss`.' })
  issuer!: string;

  @Field({ description: 'Whom they name: their claim `sub`.' })
  subject!: string;

  @Field({
    description:
      'Since when. Of the logins of a subject in several tenants the oldest counts, unless the request names one.',
  })
  createdAt!: Date;
}
