/** The statement that shows the rows of a table to their own tenant alone, the owner of the table included. */
export function tenantWall(table: string): string {
  return `
    alter table ${table} enable row level security, force row level security;
    create policy ${table}_of_tenant on ${table}
      using (tenant_id = current_setting('app.tenant_id')::bigint)
      with check (tenant_id = current_setting('app.tenant_id')::bigint);`;
}
