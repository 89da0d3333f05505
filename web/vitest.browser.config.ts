import { defineConfig } from 'vitest/config';

/** Tests of the built page in a real browser: run `npm run build` first. */
export default defineConfig({
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    fileParallelism: false,
  },
});
