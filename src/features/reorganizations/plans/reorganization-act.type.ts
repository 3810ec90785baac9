import { Extensions, Field, Int, registerEnumType } from 'type-graphql';
import { ObjectType } from '../../../graphql/object-type';
import type { Act } from '../acts/act';

export enum ActKind {
  CREATE = 'CREATE',
  RENAME = 'RENAME',
  MOVE = 'MOVE',
  MERGE = 'MERGE',
  SPLIT = 'SPLIT',
  DISSOLVE = 'DISSOLVE',
  RESTORE = 'RESTORE',
}
registerEnumType(ActKind, {
  name: 'ActKind',
  description: 'A structural act.',
  valuesConfig: {
    CREATE: { description: 'Founds an organization (设立).' },
    RENAME: { description: 'Gives it another name or other references (更名).' },
    MOVE: { description: 'Moves it with everything beneath it (划转).' },
    MERGE: { description: 'Merges several into one (合并).' },
    SPLIT: { description: 'Splits new ones off one (分设).' },
    DISSOLVE: { description: 'Ends it (撤销).' },
    RESTORE: { description: 'Lets a dissolved one exist again (恢复).' },
  },
});

@ObjectType({ description: 'One act of a reorganization.' })
export class ReorganizationAct {
  @Field(() => Int, { description: 'Its place among the acts, from 0.' })
  position!: number;

  @Field(() => ActKind, { description: 'What it does.' })
  kind!: ActKind;

  act!: Act;
}

@ObjectType({ description: 'How many acts of a kind.' })
export class ActCount {
  @Field(() => ActKind, { description: 'The kind.' })
  kind!: ActKind;

  @Extensions({ cost: { weight: 1 } })
  @Field(() => Int, { description: 'How many.' })
  count!: number;
}
