import { expect } from 'vitest';
import { runStart, type StartedProgram } from '#tests/support/started-app.ts';

const programs: StartedProgram[] = [];

/** Runs `npm run backup` or `npm run restore`; without settings there is no database for it. */
export function run(
  name: 'backup' | 'restore',
  args: string[],
  env: Readonly<Record<string, string>>,
): StartedProgram {
  const program = runStart({
    program: [`lib/start/run-${name}.ts`, ...args],
    env: { WATERLINE_DATA_DIR: '/nowhere/data', ...env },
  });
  programs.push(program);
  return program;
}

/** Runs a program that must succeed; returns what it said. */
export async function succeed(...call: Parameters<typeof run>): Promise<string> {
  const program = run(...call);
  expect(await program.ended, program.output()).toBe(0);
  return program.output();
}

/** Runs a program that must fail with an explanation; returns that. */
export async function fail(...call: Parameters<typeof run>): Promise<string> {
  const program = run(...call);
  expect(await program.ended, program.output()).toBe(1);
  expect(program.output()).not.toContain('    at ');
  return program.output();
}

/** Ends those that a failed test left running. */
export async function endPrograms(): Promise<void> {
  for (const program of programs.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
}
