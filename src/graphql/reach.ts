import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { PageArgs } from './connection';

export enum Reach {
  DIRECT = 'DIRECT',
  SUBTREE = 'SUBTREE',
}
registerEnumType(Reach, {
  name: 'Reach',
  description: 'How far a list reaches from the organization it hangs from.',
  valuesConfig: {
    DIRECT: { description: 'What belongs to the organization itself.' },
    SUBTREE: { description: 'What belongs to it or to anything beneath it.' },
  },
});

@ArgsType()
export class ReachArgs extends PageArgs {
  @Field(() => Reach, { nullable: true, defaultValue: Reach.SUBTREE, description: 'Here only, or here and beneath.' })
  reach?: Reach | null;
}
