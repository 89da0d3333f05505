import { defineConfig } from 'vitest/config';

/** Tests of the built page in a real browser: run `npm run build` first. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The server may take seconds to answer on a busy machine: no test is one of speed.
    expect: { poll: { timeout: 20_000 } },
    fileParallelism: false,
  },
});
