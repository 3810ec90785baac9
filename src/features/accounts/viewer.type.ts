import { Field } from 'type-graphql';
import { ObjectType } from '../../graphql/object-type';

@ObjectType({ description: 'Who asks: the account of the token, or a platform operator.' })
export class Viewer {
  @Field({ description: 'Name of the account.' })
  name!: string;
}
