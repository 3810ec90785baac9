import { Field, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'A fault of the input that its sender can mend. Nothing was written.' })
export abstract class UserError {
  @Field(() => [String], {
    nullable: true,
    description: 'Path of the input at fault, beginning with `input`; null when it is the input as a whole.',
  })
  field!: string[] | null;

  @Field({ description: 'A sentence for people, in the language of the request.' })
  message!: string;
}
