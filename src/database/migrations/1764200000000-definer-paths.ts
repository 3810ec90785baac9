import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A function that acts as the owner looks for names in the catalog, in our schema, and last in what its caller made for the
 * session: where `pg_temp` is not named it is searched first, and a temporary table or view would stand in for ours.
 */
export class DefinerPaths1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      do $$
      declare each regprocedure;
      begin
        for each in select p.oid from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef loop
          execute format('alter function %s set search_path = pg_catalog, public, pg_temp', each);
        end loop;
      end $$`);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
