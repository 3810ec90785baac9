// As the contender `typeorm`, but whatever is asked of the tree goes through TypeORM's own TreeRepository.
import { createContext } from '../typeorm/context.mjs';
import { serve } from '../typeorm/serve.mjs';
import { entities } from './entities.mjs';
import { resolvers } from './resolvers.mjs';

const [databaseUrl] = process.argv.slice(2);
await serve(databaseUrl, entities, resolvers, createContext);
