// SPDX-License-Identifier: Apache-2.0
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

const server = process.env.REDTHREAD_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy refuses data: scripts and styles
    chunkSizeWarningLimit: 600, // ECharts, which is fetched when the first chart is seen
    modulePreload: { polyfill: false },
    rollupOptions: { output: { assetFileNames: "assets/[name]-[hash][extname]" } },
  },
  server: { proxy: { "/api": server, "/open": server } },
});
