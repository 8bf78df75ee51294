import { type Desk, expect, openDesk, test } from './fixtures.ts'

test.describe.configure({ timeout: 120_000 })

/** One more than a page of the list has. */
const calls = 51

/** So many calls, one after the other, each answered and over: with each one a recording is asked for. */
function haveCalls({ page }: Desk, userId: string, count: number): Promise<void> {
  return page.evaluate(
    async (wanted) => {
      const { csrfToken }: { csrfToken: string } = await (await fetch('/v1/session')).json()
      const post = async (path: string, body: object) => {
        const headers = { 'content-type': 'application/json', 'x-csrf-token': csrfToken }
        const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
        return answer.json()
      }
      for (let made = 0; made < wanted.count; made += 1) {
        const { interactionId } = await post('/v1/demo/calls', { userId: wanted.userId })
        for (const body of [{ action: 'answer' }, { action: 'end' }, { action: 'wrapUp', wrapUpCode: 'solved' }])
          await post(`/v1/agent/interactions/${interactionId}`, body)
      }
    },
    { userId, count },
  )
}

test('[DKR9] [RC40] a list of several pages goes on where it ended, keeps its filters, and is there again on the way back', async ({
  browser,
  server,
}) => {
  for (const [username, count] of [
    ['agent01', calls],
    ['agent02', 1],
  ] as const) {
    const desk = await openDesk(browser, server.url)
    await desk.signIn(username)
    await desk.setReady()
    await haveCalls(desk, `u-${username}`, count)
  }
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await page.goto(`${server.url}/#/recordings?agent=u-agent01`)
  const rows = page.getByRole('table', { name: 'Recordings' }).getByRole('listitem')
  const links = page.getByRole('table', { name: 'Recordings' }).getByRole('link')
  const addresses = async () => new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href'))))
  const older = page.getByRole('button', { name: 'Show older ones' })
  await expect(rows).toHaveCount(50)

  // The next page is lost on the way: it is said below what is there, and all of that stays.
  const next = (url: URL) => url.pathname === '/v1/recordings' && url.searchParams.has('before')
  await page.route(next, (route) => route.abort(), { times: 1 })
  await older.click()
  await expect(page.getByText('This could not be loaded')).toBeVisible()
  await expect(rows).toHaveCount(50)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(rows).toHaveCount(calls)
  expect((await addresses()).size).toBe(calls)
  await expect(page.getByText('That is all.')).toBeVisible()
  await expect(older).toHaveCount(0)
  await expect(page).toHaveURL(/#\/recordings\?agent=u-agent01$/)

  await links.last().click()
  await expect(page).toHaveURL(/#\/recordings\/[^?]+$/)
  await page.goBack()
  await expect(page).toHaveURL(/#\/recordings\?agent=u-agent01$/)
  await expect(page.getByLabel('Agent')).toHaveValue('u-agent01')
  await expect(rows).toHaveCount(calls)

  // Another filter begins anew, and what is set is one entry of the way back.
  await page.getByLabel('Agent').selectOption('u-agent02')
  await expect(rows).toHaveCount(1)
  await page.getByLabel('Agent').selectOption('')
  await expect(rows).toHaveCount(50)
  await older.click()
  await expect(rows).toHaveCount(calls + 1)
  await page.reload()
  await expect(rows).toHaveCount(50)
})
