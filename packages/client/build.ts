import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'

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

const { version } = JSON.parse(await readFile(here('./package.json'), 'utf8')) as { version: string }

const common: BuildOptions = {
  bundle: true,
  minify: true,
  sourcemap: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [workerPath],
}

/** Builds the SDK that a page on any origin can load: `hotseat.js` and the worker for its timers; and IPCortex's library. */
export async function buildClient(outdir: string = here('./dist')): Promise<void> {
  await build({
    ...common,
    entryPoints: { hotseat: here('./src/index.ts'), 'timer-worker': here('./src/timer-worker.ts') },
    outdir,
    format: 'esm',
  })
  await build({
    ...common,
    entryPoints: { api: here('./src/ipcortex/library.ts') },
    outdir: `${outdir}/ipcortex`,
    // One classic script, whose names are its own, and which finds what a bare context lacks in itself.
    format: 'iife',
    inject: [here('./src/ipcortex/bare-globals.ts')],
    define: { 'import.meta.url': 'scriptUrl', HOTSEAT_VERSION: JSON.stringify(version) },
    sourcemap: false,
  })
}

if (import.meta.main) await buildClient()
