import 'server-only';
import { readEnv, type Env } from './env-schema.ts';

let remembered: Env | null = null;

/**
 * The settings of this server process, checked on first use and then remembered.
 *
 * @throws AppError `env-invalid` that names every bad variable
 */
export function env(): Env {
  remembered ??= readEnv();
  return remembered;
}
