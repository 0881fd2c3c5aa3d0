#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the Prisma CLI calls as a program: line-delimited JSON-RPC
// on standard input and output, or one sub-command. For developers only; the app itself never needs it.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { z } from 'zod';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import { openSchemaEngine } from './schema-engine.ts';

/** Code of every error that is not the protocol's own, as the native engine uses it. */
const ENGINE_ERROR = 4466;

const requestSchema = z.object({ id: z.number(), method: z.string(), params: z.unknown() });
type Request = z.infer<typeof requestSchema>;

/** The native engine has such text printed by the CLI instead of answering with it. */
const printedSchema = z.object({ stdout: z.string() });
const datasourceSchema = z.object({ url: z.string() });

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: {
    version: { type: 'boolean' },
    datamodels: { type: 'string', multiple: true },
    datasource: { type: 'string' },
  },
});

if (options.version === true) process.stdout.write('schema-engine-cli (WebAssembly)\n');
else if (positionals[0] === 'cli') await runSubcommand(positionals[1] ?? '');
else await serveRequests();

function readDatasource(): z.infer<typeof datasourceSchema> {
  return datasourceSchema.parse(JSON.parse(String(options.datasource ?? '{}')));
}

async function runSubcommand(name: string): Promise<void> {
  const url = new URL(readDatasource().url);
  const database = url.pathname.slice(1);
  const commands: Readonly<Record<string, () => Promise<void>>> = {
    'can-connect-to-database': () => runSql(url, 'SELECT 1'),
    'create-database': () => runSql(serverOf(url), `CREATE DATABASE "${database}"`),
    'drop-database': () => runSql(serverOf(url), `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`),
  };
  try {
    const command = commands[name];
    if (command === undefined) throw new Error(`The schema engine has no sub-command ${name}`);
    await command();
  } catch (error) {
    const fields = { is_panic: false, error_code: prismaCode(error), message: messageOf(error) };
    process.stderr.write(`${JSON.stringify({ level: 'ERROR', target: 'schema_engine::logger', fields })}\n`);
    process.exitCode = 1;
  }
}

async function serveRequests(): Promise<void> {
  const { url } = readDatasource();
  const files = (options.datamodels ?? []).filter((file) => typeof file === 'string');
  const engine = await openSchemaEngine({
    url,
    shadowAdminUrl: process.env['SHADOW_DATABASE_URL'],
    datamodels: files.length === 0 ? undefined : files.map((file) => [file, readFileSync(file, 'utf8')]),
  });
  for await (const line of createInterface({ input: process.stdin })) {
    const request = requestSchema.safeParse(JSON.parse(line));
    // Otherwise the CLI acknowledges something that we sent.
    if (request.success) await serveRequest(engine, request.data);
  }
  engine.free();
}

async function serveRequest(engine: SchemaEngine, { id, method, params }: Request): Promise<void> {
  const methods = engine as unknown as Record<string, ((input: unknown) => Promise<unknown>) | undefined>;
  try {
    const result = await methods[method === 'getDatabaseVersion' ? 'version' : method]?.call(engine, params);
    const printed = printedSchema.safeParse(result);
    if (printed.success) send({ id, method: 'print', params: { content: printed.data.stdout } });
    send({ id, result: result ?? null });
  } catch (error) {
    const details = typeof error === 'object' && error !== null ? error : {};
    const data = { is_panic: false, message: messageOf(error), error_code: null, meta: null, ...details };
    send({ id, error: { code: ENGINE_ERROR, message: messageOf(error), data } });
  }
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

async function runSql(url: URL, sql: string): Promise<void> {
  const client = new Client({ connectionString: url.toString(), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function serverOf(url: URL): URL {
  const server = new URL(url);
  server.pathname = '/postgres';
  return server;
}

/** Prisma's number for what PostgreSQL or the system said. */
function prismaCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = { '3D000': 'P1003', '28P01': 'P1000', '42P04': 'P1009' };
  return known[code] ?? 'P1001';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}
