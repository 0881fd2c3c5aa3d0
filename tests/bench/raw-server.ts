/** Yardstick of tests/bench/http.ts: node http, one prepared and indexed query, about 5 kB of JSON. Nothing else. */
import { createServer } from 'node:http';

import { Pool } from 'pg';

const ROWS_OF_AN_ANSWER = 40;

const [, , connectionString = '', port = ''] = process.argv;
const pool = new Pool({ connectionString, max: 10 });
const QUERY = {
  name: 'bench-rows',
  text: `SELECT day::text AS day, figure, unit, note FROM bench_row
         WHERE vendor = $1 AND metric = $2 ORDER BY day LIMIT $3`,
  values: ['MU', 'revenue', ROWS_OF_AN_ANSWER],
};

await pool.query(`
  DROP TABLE IF EXISTS bench_row;
  CREATE TABLE bench_row (vendor text, metric text, day date, figure double precision, unit text, note text);
  INSERT INTO bench_row
    SELECT vendor, metric, DATE '2024-01-01' + n, sqrt(n) * 1.5, 'USD_bn', 'row ' || n || ' of a table like any other one'
      FROM unnest(ARRAY['MU', 'SNDK', 'WDC', 'STX', 'HYNIX', 'SAMSUNG', 'KIOXIA']) AS vendor,
           unnest(ARRAY['revenue', 'capex', 'margin', 'price', 'bits', 'share']) AS metric,
           generate_series(1, 40) AS n;
  CREATE INDEX bench_row_lookup ON bench_row (vendor, metric, day);
  ANALYZE bench_row`);

createServer((_request, response) => {
  pool.query(QUERY).then(
    ({ rows }) => {
      const body = JSON.stringify({ items: rows });
      response.writeHead(200, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
      });
      response.end(body);
    },
    () => {
      response.writeHead(500).end();
    },
  );
}).listen(Number(port), '127.0.0.1', () => process.send?.('listening'));
