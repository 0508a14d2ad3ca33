// SPDX-License-Identifier: Apache-2.0
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

// `unit` needs nothing; `browser` needs the server that REDTHREAD_URL names, and Debian's chromium.
export default defineConfig({
  test: {
    projects: [
      { plugins: [svelte()], test: { name: "unit", include: ["test/unit/**/*.test.ts"], environment: "node" } },
      { test: { name: "browser", include: ["test/browser/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 60_000, fileParallelism: false } },
    ],
  },
});
