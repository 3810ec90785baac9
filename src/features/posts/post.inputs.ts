import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { ReachArgs } from '../../graphql/reach';
import { DateScalar } from '../../graphql/scalars';
import { PostKind } from './post.kind';

@ArgsType()
export class PostArgs extends ReachArgs {
  @Field(() => [PostKind], { nullable: true, description: 'Only posts of these kinds; all when left out.' })
  kind?: PostKind[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only posts that are vacant today, or only those that are not; all when left out.',
  })
  vacant?: boolean | null;
}

@InputType({ description: 'A post to be set up.' })
export class CreatePostInput {
  @Field(() => ID, { description: 'At which organization.' })
  organizationId!: string;

  @Field(() => ID, { nullable: true, description: 'In which of its grids, where it is the post of a grid.' })
  gridId?: string | null;

  @Field(() => PostKind, { description: 'What it is for.' })
  kind!: PostKind;

  @Field(() => String, { nullable: true, description: 'What people call it, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'With fewer holders it is vacant; 0 to `maximumHolders`.',
  })
  minimumHolders?: number | null;

  @Field(() => Int, { nullable: true, defaultValue: 1, description: 'How many seats it has, 1 to 50.' })
  maximumHolders?: number | null;

  @Field(() => Int, { nullable: true, description: 'How long a term is, 1 to 600 months; no terms when left out.' })
  termMonths?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same key and input again returns the first result, for 24 hours.',
  })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A post to be given up, with whoever holds it.' })
export class AbolishPostInput {
  @Field(() => ID, { description: 'The post.' })
  postId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'First day on which there is no such post any more: today, also when left out, or earlier.',
  })
  abolishedOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Refused with `STALE_VERSION` when the version is another by now.' })
  expectedVersion?: number | null;
}
