import { Command } from 'commander';
import { features } from '../features';
import { printApiSchema } from '../graphql/print';
import { buildSchema } from '../graphql/schema';

/** `sanlou schema`: the schema as schema.graphql keeps it. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the GraphQL schema, with the permission each field requires')
    .action(() => {
      process.stdout.write(printApiSchema(buildSchema(features)));
    });
}
