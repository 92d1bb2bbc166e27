import { defaultClientConditions, defineConfig } from 'vite';

export default defineConfig({
  // Every address is relative, so that the build can lie in any folder of any web server.
  base: './',
  // The packages are bundled from their sources: no build of theirs is needed.
  resolve: { conditions: ['@causal-mechanisms/source', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    // Models are fetched when a panel wants them, never put into scripts.
    assetsInlineLimit: 0,
    // The one large part is TensorFlow.js; test/pageWeight.test.ts has the limit that counts.
    chunkSizeWarningLimit: 2500,
  },
  server: { port: 5173 },
  preview: { port: 4173 },
});
