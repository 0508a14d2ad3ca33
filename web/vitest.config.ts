// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vitest/config";

// `unit` needs nothing; `browser` needs the server that REDTHREAD_URL names, and Debian's chromium.
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
      {
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/browser/server.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
