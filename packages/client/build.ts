import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** In the sources the worker is a `.ts` beside its user, as Vite wants it; in `dist` it is a file of its own. */
const workerPath: Plugin = {
  name: 'worker-path',
  setup({ onLoad }) {
    onLoad({ filter: /worker-ticker\.ts$/ }, async ({ path }) => ({
      loader: 'ts',
      contents: (await readFile(path, 'utf8')).replace('./timer-worker.ts', './timer-worker.js'),
    }))
  },
}

/** Builds the SDK that a page on any origin can load: `hotseat.js` and the worker for its timers. */
export async function buildClient(outdir: string = here('./dist')): Promise<void> {
  await build({
    entryPoints: { hotseat: here('./src/index.ts'), 'timer-worker': here('./src/timer-worker.ts') },
    outdir,
    bundle: true,
    minify: true,
    sourcemap: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [workerPath],
  })
}

if (import.meta.main) await buildClient()
