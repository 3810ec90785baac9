// Apollo Server and TypeORM as most would put them together: entities, query builders, a DataLoader for each relation.
import { createContext } from './context.mjs';
import { entities } from './entities.mjs';
import { resolvers } from './resolvers.mjs';
import { serve } from './serve.mjs';

const [databaseUrl] = process.argv.slice(2);
await serve(databaseUrl, entities, resolvers, createContext);
