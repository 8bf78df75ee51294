/** Serves the example page on an origin of its own, as an integrator's CRM would. `README.md` says how to start it. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const port = Number(process.env.IPCORTEX_PAGE_PORT ?? 8091)
const pages: Readonly<Record<string, string>> = { '/': 'page.html', '/few-lines': 'few-lines.html' }

createServer(async ({ url = '/' }, response) => {
  const name = pages[url.split('?', 1)[0] ?? '/']
  if (name === undefined) return response.writeHead(404).end()
  response.setHeader('content-type', 'text/html; charset=utf-8').end(await readFile(new URL(name, import.meta.url)))
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
