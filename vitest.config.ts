import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const areas = '{src,conformance,fuzz,reports,bench,tools,examples}';

export default defineConfig({
  // JSX follows tsconfig.json: the automatic runtime of preact.
  test: {
    include: [`${areas}/**/*.test.{ts,tsx}`],
    exclude: ['**/node_modules/**', '**/dist/**', 'reports/out/**'],
    environment: 'node',
    setupFiles: ['tools/seed.ts'],
    // Real sockets, real servers: a slow machine must not make a verdict.
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // The servers under test need a core as well.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    coverage: {
      provider: 'v8',
      include: ['src/**/*.{ts,tsx}', 'conformance/**/*.{ts,tsx}'],
      exclude: ['**/*.test.{ts,tsx}', 'src/generated/**'],
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: 'coverage',
    },
  },
});
