import { Router } from 'express';
import type { Database } from '../database/session';

/** `/livez`: the process answers. `/readyz`: its database does too. */
export function health({ pool }: Pick<Database, 'pool'>): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await pool.query('select').then(
      () => true,
      () => false,
    );
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'database unreachable' });
  });
  return router;
}
