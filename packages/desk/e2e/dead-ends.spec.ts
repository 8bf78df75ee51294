import { expect, openDesk, sharedTest as test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

for (const { who, room, address, heading } of [
  { who: 'agent01', room: 'Desk', address: 'admin/users', heading: 'Not for your role' },
  { who: 'supervisor01', room: 'Floor', address: 'admin/preferences', heading: 'Not for your role' },
  { who: 'uam01', room: 'Admin', address: 'admin/preferences', heading: 'Not for your role' },
  { who: 'agent02', room: 'Desk', address: 'no/such/page', heading: 'There is no such page' },
  { who: 'admin01', room: 'Floor', address: 'admin/nothing', heading: 'There is no such page' },
]) {
  test(`[DK3] ${who} at #/${address} is told why and gets back to the ${room}`, async ({ browser, server }) => {
    const { page, signIn } = await openDesk(browser, server.url, { reducedMotion: 'reduce' })
    await signIn(who)
    await page.goto(`${server.url}/#/${address}`)
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await inspectView(page, `${who} at ${address}`)
    await page.getByRole('button', { name: `Go to: ${room}` }).click()
    await expect(page).toHaveURL(new RegExp(`#/${room.toLowerCase()}`))
    await expect(page.getByRole('heading', { level: 1, name: heading })).toHaveCount(0)
  })
}
