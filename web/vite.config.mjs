import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

function withoutDirectives(warning, warn) {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/graphiql/',
  logLevel: 'warn',
  build: {
    // The first to understand light-dark(), which is otherwise rewritten for the system's scheme alone.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    // Inlined fonts and images would need data: in more content security directives than the page has.
    assetsInlineLimit: 0,
    // Monaco is one chunk of several megabytes, fetched once and then cached for good.
    chunkSizeWarningLimit: 5000,
    reportCompressedSize: false,
    // "use client" and its like, in a hundred modules of the packages, mean nothing in a page without a server part.
    rolldownOptions: { onwarn: withoutDirectives },
  },
});
