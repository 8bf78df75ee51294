import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes the names of the built files into the service worker, so that a new build is a new worker with a new cache. */
function shellList(): Plugin {
  return {
    name: 'hotseat-shell-list',
    apply: 'build',
    generateBundle(_options, bundle) {
      const worker = bundle['service-worker.js']
      if (worker?.type !== 'chunk') return
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'))
      worker.code = worker.code.replace('"__SHELL_FILES__"', JSON.stringify(JSON.stringify(files.map((name) => `/${name}`))))
    },
  }
}

export default defineConfig({
  plugins: [react(), shellList()],
  server: { host: '127.0.0.1' },
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    // An inlined asset is a data: URL, which the page's policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { main: 'index.html', 'service-worker': 'src/worker/service-worker.ts' },
      output: { entryFileNames: (chunk) => (chunk.name === 'service-worker' ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
})
