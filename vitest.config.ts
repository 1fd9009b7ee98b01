import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'threads',
    // Most of the time goes into waiting for other programs, so more files than cores are in work.
    maxWorkers: 4,
    // Files share what their worker has read: no module keeps a state, and reading them all anew for each file takes
    // longer than most tests do. A file that replaces modules asks for its own (vi.resetModules).
    isolate: false,
    globalSetup: ['test/support/global-setup.ts'],
    // What tests start as programs of their own is compiled once, where `npm start` keeps it, too.
    env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/shelfwarden') },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // On a shared build machine a second try tells a hiccup of a real program from a fault.
    retry: process.env['CI'] ? 1 : 0,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts', 'commands/*.ts', 'jobs/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      reportOnFailure: true,
      thresholds: { lines: 90 },
    },
  },
});
