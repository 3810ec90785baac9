import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The organizations of a level beneath another, whatever else lies between and below. */
export class LevelIndex1764310000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index organization_level_path on organization (tenant_id, level_rank, path) where dissolved_on is null',
    );
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}
