import type { World } from '../setup/world';

/**
 * Lets every mutation of the world go as far as its audit entry and no farther: it answers CONFLICT and leaves nothing
 * behind, so that whole operations can be asked for again and again on the same ground.
 */
export async function letNothingBeWritten(world: World): Promise<void> {
  await world.owner.query(`
    create function let_nothing_be_written() returns trigger language plpgsql as $$
      begin raise exception 'Nothing is written here.' using errcode = '40001'; end $$;
    create trigger let_nothing_be_written before insert on audit_entry for each row
      when (new.action not like '%\\_read') execute function let_nothing_be_written()`);
}
