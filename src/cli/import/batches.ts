/** What one call may carry: the API takes 1,000 rows and 1 MB. */
const mostRows = 1_000;
const mostBytes = 900_000;

/** The rows in order, cut into calls. */
export function inBatches<Row>(rows: readonly Row[]): Row[][] {
  const batches: Row[][] = [];
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = Buffer.byteLength(JSON.stringify(row));
    if (batch.length === mostRows || (batch.length > 0 && bytes + size > mostBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(row);
    bytes += size;
  }
  return batch.length ? [...batches, batch] : batches;
}
