/** Called by Next once in each server process, before it answers. */
export async function register(): Promise<void> {
  // Written like this the bundler leaves it out of every other runtime.
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    if (process.env['NEXT_PHASE'] === 'phase-production-build') return;
    const { startInWebServer } = await import('#lib/jobs/start-in-web-server.ts');
    startInWebServer();
  }
}
