import { callApi } from './call-api.ts'
import { type Desk, expect, openDesk, test as ownTest, sharedTest as test, typeCredentials } from './fixtures.ts'
import { inspectView, overlaps } from './inspect-view.ts'

// Each test looks at several views, in three widths.
test.describe.configure({ timeout: 150_000 })

const schemes = ['light', 'dark'] as const
const size = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const

for (const colorScheme of schemes) {
  const options = { ...size, colorScheme }

  test(`signing in is accessible and fits, ${colorScheme}`, async ({ browser, server }) => {
    const { page } = await openDesk(browser, server.url, options)
    await expect(page.getByLabel('User name')).toBeVisible()
    await inspectView(page, `sign-in ${colorScheme}`)
    await typeCredentials(page, 'agent01', 'not-the-password-of-anyone')
    await page.keyboard.press('Enter')
    await expect(page.getByText('User name or password is wrong.')).toBeVisible()
    await inspectView(page, `sign-in refused ${colorScheme}`)
    await typeCredentials(page, 'agent01')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: 'Start work' })).toBeVisible()
    await inspectView(page, `seat ${colorScheme}`)
    await page.goto(`${server.url}/#/activate/a-secret`)
    await expect(page.getByRole('heading', { name: 'Choose your password' })).toBeVisible()
    await inspectView(page, `activation ${colorScheme}`)
  })

  test(`the desk is accessible and fits in every state, ${colorScheme}`, async ({ browser, server }) => {
    const desk = await openDesk(browser, server.url, options)
    const { page, state } = desk
    await desk.signIn(colorScheme === 'light' ? 'agent02' : 'agent03')
    await expect(state).toContainText('Not ready')
    await inspectView(page, `desk not ready ${colorScheme}`)
    await page.keyboard.press('n')
    await expect(page.getByRole('group', { name: 'Why not ready?' })).toBeVisible()
    await inspectView(page, `desk reasons ${colorScheme}`)
    await page.keyboard.press('Escape')
    await ringOn(desk)
    await inspectView(page, `desk ringing ${colorScheme}`)
    await page.keyboard.press('a')
    await expect(state).toHaveAttribute('data-state', 'TALKING')
    await page.keyboard.press('n')
    await page.keyboard.press('2')
    await expect(state.getByText('After this call: Not ready · Lunch')).toBeVisible()
    await inspectView(page, `desk talking ${colorScheme}`)
    await page.keyboard.press('x')
    await expect(state).toHaveAttribute('data-state', /WORK/)
    await inspectView(page, `desk wrap-up ${colorScheme}`)
  })

  ownTest(`the overlay of a long outage is accessible and fits, ${colorScheme}`, async ({ browser, server }) => {
    const desk = await openDesk(browser, server.url, options)
    await desk.signIn('agent01')
    await server.kill()
    await expect(desk.page.getByRole('region', { name: 'The connection to the server is lost' })).toBeVisible()
    await inspectView(desk.page, `loss ${colorScheme}`)
  })

  test(`the account dialogs are accessible and fit, ${colorScheme}`, async ({ browser, server }) => {
    const { page, ...desk } = await openDesk(browser, server.url, options)
    await desk.signIn(colorScheme === 'light' ? 'agent04' : 'agent05')
    await page.getByRole('button', { name: /^My menu/ }).click()
    await expect(page.getByRole('menu')).toBeVisible()
    await inspectView(page, `my menu ${colorScheme}`)
    await page.keyboard.press('Escape')
    for (const name of ['Appearance and language', 'Keyboard shortcuts', 'Change password', 'My sessions', 'Sign out']) {
      await page.getByRole('button', { name: /^My menu/ }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
      await expect(page.getByRole('dialog', { name })).toBeVisible()
      await inspectView(page, `${name} ${colorScheme}`)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('textbox', { name: 'Search' })).toBeFocused()
    await inspectView(page, `search ${colorScheme}`)
  })

  test(`the floor is accessible and fits, ${colorScheme}`, async ({ browser, server }) => {
    const agent = await openDesk(browser, server.url)
    await agent.signIn(colorScheme === 'light' ? 'agent06' : 'agent07')
    await ringOn(agent)
    const { page, ...floor } = await openDesk(browser, server.url, options)
    await floor.signIn('supervisor01')
    await expect(page.getByRole('row', { name: /Ringing/ }).first()).toBeVisible()
    await inspectView(page, `floor ${colorScheme}`)
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click()
    await expect(page.getByRole('menu')).toBeVisible()
    await inspectView(page, `floor actions ${colorScheme}`)
    await page.getByRole('menuitem', { name: 'Send a message…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await inspectView(page, `floor message ${colorScheme}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: 'Sign out…' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await inspectView(page, `floor sign out ${colorScheme}`)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
    for (const [address, name] of [
      ['floor?view=cards', 'cards'],
      ['floor/wallboard', 'wallboard'],
    ]) {
      await page.goto(`${server.url}/#/${address}`)
      await expect(page.getByTestId(/^agent-/).first()).toBeVisible()
      await inspectView(page, `${name} ${colorScheme}`)
    }
  })

  test(`every section of Admin is accessible and fits, ${colorScheme}`, async ({ browser, server }) => {
    const { page, ...admin } = await openDesk(browser, server.url, options)
    await admin.signIn('admin01')
    const sections = [
      'users',
      'places',
      'campaigns',
      'reasonCodes',
      'wrapUpCodes',
      'phoneBooks',
      'preferences',
      'audit',
      'status',
    ]
    for (const section of sections) {
      await page.goto(`${server.url}/#/admin/${section}`)
      const content = page
        .getByRole('main')
        .getByRole('table')
        .or(page.getByTestId(/^preference-/))
        .first()
      await expect(content).toBeVisible()
      await inspectView(page, `admin ${section} ${colorScheme}`)
    }
    for (const [section, button] of [
      ['users', 'New user'],
      ['campaigns', 'New campaign'],
      ['users', 'Import CSV'],
    ] as const) {
      await page.goto(`${server.url}/#/admin/${section}`)
      await page.getByRole('button', { name: button }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await inspectView(page, `admin ${button} ${colorScheme}`)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  })
}

test('German words and a long name overlap nothing in the top bar and the state', async ({ browser, server }) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  const { rows } = (await callApi(admin.page, 'GET', '/v1/admin/users')) as { rows: { id: string; username: string }[] }
  const { id } = rows.find(({ username }) => username === 'agent08') ?? { id: '' }
  const name = 'Maximiliane-Franziska von und zu Oberdonaudampfschifffahrtsgesellschaft'
  await callApi(admin.page, 'PUT', `/v1/admin/users/${id}`, { name })

  const context = await browser.newContext({ ...size, locale: 'de-DE' })
  const page = await context.newPage()
  await page.goto(server.url)
  await page.getByLabel('Contact-Center').or(page.locator('[name="tenant"]')).first().fill('demo')
  await page.locator('[name="username"]').fill('agent08')
  await page.locator('[name="password"]').fill('demo-password-2026')
  await page.keyboard.press('Enter')
  const state = page.getByTestId('state')
  const submit = page.locator('form button[type="submit"]')
  await expect(page.getByRole('checkbox').first()).toBeVisible()
  await submit.click()
  await expect(state).toContainText('Nicht bereit')
  for (const width of [1280, 1024, 640, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect.soft(await overlaps(page, 'header button, header a, header [role="group"]'), `top bar at ${width}`).toEqual([])
    const inState = '[data-testid="state"] :is(p, button, [role="timer"])'
    expect.soft(await overlaps(page, inState), `state at ${width}`).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(true)
  }
})

async function ringOn({ page, state, setReady }: Desk): Promise<void> {
  await setReady()
  await page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await expect(state).toHaveAttribute('data-state', 'RESERVED')
}
