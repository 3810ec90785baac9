import '../../src/features';
import { getMetadataStorage } from 'type-graphql';

export * from 'type-graphql';

// What a test decorates would be in every schema that is built from then on: the worker's later files get back the
// product's alone, all of which is recorded by now.
const recorded = getMetadataStorage().clone();
afterAll(() => {
  Object.assign(globalThis, { TypeGraphQLMetadataStorage: recorded });
});
