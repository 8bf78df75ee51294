import { type Desk, demoPassword, expect, openDesk, test } from './fixtures.ts'
import { heapStrings } from './heap-strings.ts'
import { readAgent } from './read-agent.ts'

/** What the agent does before the server dies, and what must be on the screen afterwards. */
const situations: readonly { name: string; prepare: (desk: Desk) => Promise<void>; shows: readonly string[] }[] = [
  { name: 'ready', prepare: (desk) => desk.setReady(), shows: ['Ready'] },
  { name: 'not ready with a reason', prepare: (desk) => desk.setNotReady('Lunch'), shows: ['Not ready', 'Lunch'] },
  {
    name: 'on a call',
    async prepare(desk) {
      await takeCall(desk)
    },
    shows: ['Talking'],
  },
  {
    name: 'in wrap-up',
    async prepare(desk) {
      await takeCall(desk)
      await desk.page.getByRole('button', { name: 'End call' }).click()
      await expect(desk.state).toContainText('Wrap-up')
    },
    shows: ['Wrap-up'],
  },
]

async function takeCall(desk: Desk): Promise<void> {
  await desk.setReady()
  await desk.page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await desk.page.getByRole('button', { name: 'Accept' }).click()
  await expect(desk.state).toContainText('Talking')
}

for (const { name, prepare, shows } of situations) {
  test(`an agent who is ${name} comes back exactly so after kill -9, without a prompt`, async ({ browser, server }) => {
    const desk = await openDesk(browser, server.url)
    await desk.signIn('agent01')
    await prepare(desk)
    await desk.page.getByRole('textbox', { name: 'Notes' }).fill('Customer 4711 wants a call back')
    await expect(desk.page.getByText(/^Saved/)).toBeVisible()
    const before = await readAgent(desk.page)
    const noteBefore = await desk.page.getByRole('textbox', { name: 'Notes' }).inputValue()

    await server.kill()
    await expect(desk.connection).toContainText('Reconnecting')
    // The work stays readable, and nobody is asked for anything.
    for (const word of shows) await expect(desk.state).toContainText(word)
    await expect(desk.page.getByLabel('Password', { exact: true })).toHaveCount(0)

    await server.start()
    await expect(desk.connection).toContainText('Back, nothing lost')
    await expect(desk.connection).toContainText('Connected')
    for (const word of shows) await expect(desk.state).toContainText(word)
    expect(await readAgent(desk.page)).toEqual(before)
    await expect(desk.page.getByRole('textbox', { name: 'Notes' })).toHaveValue(noteBefore)
    await expect(desk.page.getByLabel('Password', { exact: true })).toHaveCount(0)
  })
}

test('a note typed while the server is away is saved when it is back', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent01')
  await desk.setReady()
  const note = desk.page.getByRole('textbox', { name: 'Notes' })
  await note.fill('Before')
  await expect(desk.page.getByText(/^Saved/)).toBeVisible()
  await server.kill()
  await expect(desk.connection).toContainText('Reconnecting')
  await note.fill('Before, and typed while the server was away')
  await expect(desk.page.getByText(/^Saved/)).toHaveCount(0)
  await server.start()
  await expect(desk.page.getByText(/^Saved/)).toBeVisible()
  await desk.page.reload()
  await expect(note).toHaveValue('Before, and typed while the server was away')
})

test('a page reloaded while the server is away shows the desk, and comes back by itself', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent01')
  await desk.setReady()
  await desk.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await server.kill()
  await expect(desk.connection).toContainText('Reconnecting')
  await desk.page.reload()
  await expect(desk.state).toContainText('Ready')
  await expect(desk.connection).toContainText('Reconnecting')
  await server.start()
  await expect(desk.connection).toContainText('Connected')
  await expect(desk.state).toContainText('Ready')
  await expect(desk.page.getByLabel('Password', { exact: true })).toHaveCount(0)
})

test('a supervisor on the floor sees the drop, then the return', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent01')
  await agent.setReady()
  const supervisor = await openDesk(browser, server.url)
  await supervisor.signIn('supervisor01')
  const row = supervisor.page.getByRole('row', { name: /Amara Okafor/ })
  await expect(row).toContainText('Ready')

  // The agent's line is cut while the server lives on: a drop that the supervisor can watch.
  await agent.page.context().setOffline(true)
  await agent.page.evaluate(() => window.dispatchEvent(new Event('offline')))
  await server.kill()
  await expect(supervisor.connection).toContainText('Reconnecting')
  await server.start()
  await expect(supervisor.connection).toContainText('Connected')
  await expect(row).toContainText(/lost/i)

  await agent.page.context().setOffline(false)
  await expect(agent.connection).toContainText('Connected')
  await expect(row).not.toContainText(/lost/i)
  await expect(row).toContainText('Ready')
})

test('[S-52] the password is nowhere on the client, in no log and not in the store', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent01')
  await desk.setReady()
  await server.kill()
  await expect(desk.connection).toContainText('Reconnecting')
  const kept = await desk.page.evaluate(async () => {
    const found: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href]
    for (const input of document.querySelectorAll('input')) found.push(input.value)
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
        opening.onerror = () => reject(opening.error)
      })
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((resolve) => {
          const reading = database.transaction(store).objectStore(store).getAll()
          reading.onsuccess = () => resolve(reading.result)
        })
        found.push(JSON.stringify(rows))
      }
      database.close()
    }
    for (const key of await caches.keys()) {
      const cache = await caches.open(key)
      for (const request of await cache.keys()) found.push(request.url, (await (await cache.match(request))?.text()) ?? '')
    }
    return found.join('\n')
  })
  expect(kept.length).toBeGreaterThan(1000)
  expect(kept).not.toContain(demoPassword)
  const heap = await heapStrings(desk.page)
  expect(heap).toContain('Amara Okafor')
  expect(heap).not.toContain(demoPassword)
  // The demo's own greeting names the demo password; nothing else may.
  const log = server.output().replace(/Tenant demo, password .*/g, '')
  expect(log).not.toContain(demoPassword)
})
