import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/tab/',
  plugins: [react()],
  // A third of the Markdown chunk, for what every browser has built in.
  resolve: { alias: { entities: fileURLToPath(new URL('conversation/transcript/entities.ts', import.meta.url)) } },
  build: {
    outDir: '../dist/tab',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
  },
});
