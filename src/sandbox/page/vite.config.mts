import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const from = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: from('.'),
  base: '/',
  // The tab has a cache of its own; two roots in one cache throw each other out.
  cacheDir: from('../../../node_modules/.vite-sandbox-page'),
  plugins: [react()],
  build: {
    outDir: from('../../../dist/sandbox-page'),
    emptyOutDir: true,
    // The tab's assets are served from the same origin.
    assetsDir: 'sandbox-assets',
    sourcemap: false,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
  },
});
