import { Client } from 'pg';

/** Tables that hold no tenant's rows under a tenant_id. `tenant` is its own key; `login` names who speaks for whom. */
export const notByTenant = ['login', 'migrations', 'tenant'];

/** Runs work on a connection of its own. */
export async function connected<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs work in a transaction of the tenant, and takes it back; with no tenant, none is set. */
export async function inTenant<Result>(client: Client, tenantId: string | null, work: () => Promise<Result>) {
  await client.query('begin');
  try {
    if (tenantId !== null) await client.query(`set local app.tenant_id = '${tenantId}'`);
    return await work();
  } finally {
    await client.query('rollback');
  }
}

/** The message of the refusal; fails when the statement runs. */
export async function refusal(client: Client, text: string, values: readonly unknown[] = []): Promise<string> {
  await client.query('savepoint before');
  const message = await client.query(text, [...values]).then(
    ({ rowCount }) => `ran: ${rowCount} rows`,
    (error: Error) => error.message,
  );
  await client.query('rollback to before');
  return message;
}
