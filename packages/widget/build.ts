import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds what a web site loads: `chat-widget.js`, the element, and `chat.js`, the same behind the older global API. */
export async function buildWidget(outdir: string = here('./dist')): Promise<void> {
  await build({
    entryPoints: { 'chat-widget': here('./src/chat-widget.ts'), chat: here('./src/chat.ts') },
    outdir,
    bundle: true,
    minify: true,
    // Classic scripts: only they know by `document.currentScript` where they came from.
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'warning',
  })
}

if (import.meta.main) await buildWidget()
