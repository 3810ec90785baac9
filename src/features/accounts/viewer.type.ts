import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who asks: the account of the token, or a platform operator.' })
export class Viewer {
  @Field({ description: 'Name of the account.' })
  name!: string;
}
