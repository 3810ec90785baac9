import { Field, ID, InputType, Int } from 'type-graphql';
import { CalledInput } from '../direct/act.inputs';

const named = 'Its id, or `new:KEY` for one that an earlier act of the plan founds under that key.';

@InputType({ description: 'What a founded organization is called.' })
abstract class FoundingInput extends CalledInput {
  @Field(() => String, {
    nullable: true,
    description: 'A name for later acts of the plan: they refer to it as `new:KEY`.',
  })
  key?: string | null;
}

@InputType({ description: 'Founds an organization.' })
export class CreateActInput extends FoundingInput {
  @Field(() => ID, { description: `Where it is to stand. ${named}` })
  parent!: string;

  @Field({ description: 'Code of its level.' })
  level!: string;
}

@InputType({
  description: 'Gives an organization another name or other references; what is left out stays, null clears.',
})
export class RenameActInput {
  @Field(() => ID, { description: `The organization. ${named}` })
  organization!: string;

  @Field(() => String, { nullable: true, description: 'Official name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Name as people say it.' })
  shortName?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is within its level.' })
  kind?: string | null;

  @Field(() => String, { nullable: true, description: 'Its key in another register.' })
  externalReference?: string | null;

  @Field(() => String, { nullable: true, description: 'Official area code.' })
  areaCode?: string | null;

  @Field(() => Int, { nullable: true, description: 'Place among its siblings.' })
  sortOrder?: number | null;
}

@InputType({ description: 'Moves an organization with everything beneath it.' })
export class MoveActInput {
  @Field(() => ID, { description: `The organization. ${named}` })
  organization!: string;

  @Field(() => ID, { description: `Where it is to stand. ${named}` })
  parent!: string;
}

@InputType({ description: 'Merges organizations into another of their level.' })
export class MergeActInput {
  @Field(() => [ID], { description: `Those that end. ${named}` })
  organizations!: string[];

  @Field(() => ID, { description: `The one they go into. ${named}` })
  into!: string;
}

@InputType({ description: 'A part that is split off, and what goes there.' })
export class SplitActPartInput extends FoundingInput {
  @Field(() => [ID], { nullable: true, description: `Children of the organization that is split. ${named}` })
  children?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Memberships directly in it.' })
  memberships?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Grids that belong directly to it.' })
  grids?: string[] | null;
}

@InputType({ description: 'Splits new organizations off one, beside it; what is not named stays.' })
export class SplitActInput {
  @Field(() => ID, { description: `The organization. ${named}` })
  organization!: string;

  @Field(() => [SplitActPartInput], { description: 'What is split off.' })
  parts!: SplitActPartInput[];
}

@InputType({ description: 'Ends an organization without children.' })
export class DissolveActInput {
  @Field(() => ID, { description: `The organization. ${named}` })
  organization!: string;

  @Field(() => ID, { nullable: true, description: `Where its members, posts and grids go. ${named}` })
  membersTo?: string | null;
}

@InputType({ description: 'Lets a dissolved organization exist again.' })
export class RestoreActInput {
  @Field(() => ID, { description: 'The organization.' })
  organization!: string;

  @Field(() => ID, { nullable: true, description: `Where it is to stand; where it stood last when left out. ${named}` })
  parent?: string | null;
}

@InputType({ description: 'One structural act of a plan; give exactly one field.' })
export class ActInput {
  @Field(() => CreateActInput, { nullable: true, description: 'Founds an organization.' })
  create?: CreateActInput | null;

  @Field(() => RenameActInput, { nullable: true, description: 'Renames one.' })
  rename?: RenameActInput | null;

  @Field(() => MoveActInput, { nullable: true, description: 'Moves one.' })
  move?: MoveActInput | null;

  @Field(() => MergeActInput, { nullable: true, description: 'Merges several.' })
  merge?: MergeActInput | null;

  @Field(() => SplitActInput, { nullable: true, description: 'Splits one.' })
  split?: SplitActInput | null;

  @Field(() => DissolveActInput, { nullable: true, description: 'Ends one.' })
  dissolve?: DissolveActInput | null;

  @Field(() => RestoreActInput, { nullable: true, description: 'Restores one.' })
  restore?: RestoreActInput | null;
}
