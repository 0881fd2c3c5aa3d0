import path from 'node:path';
import { AppError } from '../platform/errors.ts';
import { buildApp } from './build-app.ts';
import { generateClient } from './generate-client.ts';
import { complain, say } from './progress.ts';

// The build that `npm start` makes when it is needed, made ahead of it: stamped alike, so it is not made twice.
const root = path.resolve(import.meta.dirname, '../..');
const { signal } = new AbortController();
try {
  await generateClient(root, signal);
  if (!(await buildApp(root, signal))) say('The build is current.');
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  complain(error.message);
  process.exitCode = 1;
}
