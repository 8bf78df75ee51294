/** Serves the example page on an origin of its own, as an integrator's CRM would. `README.md` says how to start it. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const port = Number(process.env.ACQUEON_PAGE_PORT ?? 8090)
const page = new URL('page.html', import.meta.url)

createServer(async (_request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8').end(await readFile(page))
}).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`))
