import { customerAt, signToken } from './chat-customer.ts'
import { demoPassword, expect, openDesk, sharedTest as test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

test.describe.configure({ timeout: 120_000 })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`an administrator makes a project and a key, rotates it, revokes it and looks at tokens, ${colorScheme}`, async ({
    browser,
    server,
  }) => {
    const { page, ...admin } = await openDesk(browser, server.url, {
      ...{ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', colorScheme },
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    const project = `orders-${colorScheme}`
    await admin.signIn('admin01')
    await page.goto(`${server.url}/#/admin/chatProjects`)
    await expect(page.getByRole('row', { name: /Support/ })).toBeVisible()
    await inspectView(page, `chat projects ${colorScheme}`)

    await page.getByRole('button', { name: 'New chat project' }).click()
    const form = page.getByRole('dialog', { name: 'New chat project' })
    await form.getByLabel('Id', { exact: true }).fill(project)
    await form.getByLabel('Name', { exact: true }).fill(`Orders ${colorScheme}`)
    await form.getByRole('checkbox', { name: 'Inbound support' }).check()
    const sites = form.getByLabel('Allowed web sites')
    await sites.fill('shop.example')
    await sites.blur()
    await expect(sites).toHaveAttribute('aria-invalid', 'true')
    await sites.fill('https://shop.example')
    await form.getByRole('switch', { name: /Auto-login/ }).check({ force: true })
    await inspectView(page, `new chat project ${colorScheme}`)
    await form.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`Orders ${colorScheme} was created.`)).toBeVisible()

    await page.getByRole('button', { name: `Actions for Orders ${colorScheme}` }).click()
    await page.getByRole('menuitem', { name: 'Keys and token check' }).click()
    await expect(page.getByRole('heading', { level: 1, name: `Chat project Orders ${colorScheme}` })).toBeVisible()
    await expect(page.getByText('No key yet')).toBeVisible()
    await inspectView(page, `chat project without a key ${colorScheme}`)

    const generate = async () => {
      await page.getByRole('button', { name: 'Generate a key' }).click()
      const dialog = page.getByRole('dialog', { name: 'Your new secret key' })
      // A slip of the hand does not close it: the key would be gone.
      await page.keyboard.press('Escape')
      await expect(dialog).toContainText('This is the only time that it is shown.')
      const secret = await dialog.getByRole('textbox', { name: 'Secret key' }).inputValue()
      await dialog.getByRole('button', { name: 'Copy the key' }).click()
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret)
      return { dialog, secret }
    }
    const first = await generate()
    await expect(first.dialog).toContainText('new SignJWT({ email, displayName: name })')
    await expect(first.dialog).toContainText(`service-desk-id="${project}"`)
    await expect(first.dialog).toContainText('chatWidget.ontokenexpiring')
    await inspectView(page, `chat key ${colorScheme}`)
    await first.dialog.getByRole('button', { name: 'I have stored it' }).click()
    await expect(page.getByText(first.secret)).toHaveCount(0)

    const signIn = (secret: string) =>
      customerAt(server.url, { name: 'Ida', email: 'ida@partner.example', secret, project, site: 'https://shop.example' })
    await signIn(first.secret)
    const second = await generate()
    await second.dialog.getByRole('button', { name: 'I have stored it' }).click()
    await Promise.all([signIn(first.secret), signIn(second.secret)])

    const keys = page.getByRole('table', { name: 'Secret keys' })
    await keys
      .getByRole('row')
      .last()
      .getByRole('button', { name: /Revoke the key/ })
      .click()
    const question = page.getByRole('dialog', { name: /^Revoke the key/ })
    await expect(question).toContainText('Customers who were signed in with it are signed out')
    await expect(question).toContainText('It was used last')
    await expect(question).not.toContainText('It is the last key')
    await inspectView(page, `chat key revoke ${colorScheme}`)
    await question.getByRole('button', { name: 'Revoke it' }).click()
    await expect(keys.getByRole('row').last()).toContainText('Revoked')
    await expect(signIn(first.secret)).rejects.toThrow(/Token signature is invalid/)
    await signIn(second.secret)

    const check = async (token: string) => {
      await page.getByRole('textbox', { name: 'Token' }).fill(token)
      await page.getByRole('button', { name: 'Check', exact: true }).click()
      return page.getByTestId('token-report')
    }
    const claims = { displayName: 'Ida', email: 'ida@partner.example' }
    await expect(await check(signToken(second.secret, claims))).toContainText('This token signs its customer in.')
    const old = await check(signToken(first.secret, claims))
    await expect(old).toContainText('The page reads: “Token signature is invalid”.')
    await expect(old.getByRole('listitem').filter({ hasText: 'Signature' }).getByRole('img', { name: 'wrong' })).toBeVisible()
    await expect(old.getByRole('listitem').filter({ hasText: 'Claims' }).getByRole('img', { name: 'right' })).toBeVisible()
    await expect(old.getByRole('region', { name: 'Claims' })).toContainText('"displayName": "Ida"')
    await inspectView(page, `token check ${colorScheme}`)
    // A page that hands on a line break with it is refused, so it is here.
    const padded = await check(`${signToken(second.secret, claims)}\n`)
    await expect(padded).toContainText('The page reads: “Token is malformed”.')
    await expect(padded).toContainText('There is white space around it')
    await expect(await check('no token')).toContainText('The page reads: “Token is malformed”.')

    await page.goto(`${server.url}/#/admin/audit?kind=chatKey.revoked`)
    await expect(page.getByText(new RegExp(`revoked the secret key \\S+ of the chat ${project}\\.`))).toBeVisible()
  })
}

test('[CT16] a German page says in German what was found in a token', async ({ browser, server }) => {
  const { page } = await openDesk(browser, server.url, { locale: 'de-DE' })
  const tenant = page.locator('[name="tenant"]')
  await expect(page.locator('[name="username"]')).toBeVisible()
  if (await tenant.isVisible()) await tenant.fill('demo')
  await page.locator('[name="username"]').fill('admin01')
  await page.locator('[name="password"]').fill(demoPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: 'Verbindung' })).toContainText('Verbunden')
  await page.goto(`${server.url}/#/admin/chatProjects/support`)
  await page.getByRole('textbox', { name: 'Token' }).fill(signToken('not the key', { email: 5 }))
  await page.getByRole('button', { name: 'Prüfen', exact: true }).click()
  const report = page.getByTestId('token-report')
  await expect(report.getByRole('listitem').filter({ hasText: 'Angaben' })).toContainText('Richtig wäre eine E-Mail-Adresse')
  await expect(report.getByRole('listitem').filter({ hasText: 'Signatur' })).toContainText(
    'Sie stammt von keinem dieser Schlüssel',
  )
  await expect(report.getByRole('list')).not.toContainText(/\b(the|is|not|It)\b/)
  await inspectView(page, 'token check in German')
})

test('canned replies are created, changed and disabled, and every desk has them at once', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent11')
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await page.goto(`${server.url}/#/admin/cannedReplies`)
  await page.getByRole('button', { name: 'New canned reply' }).click()
  const form = page.getByRole('dialog', { name: 'New canned reply' })
  await form.getByLabel('Id', { exact: true }).fill('opening-hours')
  await form.getByLabel('Title').fill('Opening hours')
  await form.getByLabel('Text', { exact: true }).fill('We are here from eight to six.')
  await inspectView(page, 'new canned reply')
  await form.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Opening hours was created.')).toBeVisible()
  await inspectView(page, 'canned replies')
  const atHand = () => agent.page.evaluate(async () => (await fetch('/v1/chat/replies')).text())
  expect(await atHand()).toContain('eight to six')
  await page.getByRole('button', { name: 'Opening hours', exact: true }).click()
  const changed = page.getByRole('dialog', { name: 'Change Opening hours' })
  await changed.getByLabel('Text', { exact: true }).fill('We are here from nine to five.')
  await changed.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Opening hours was changed.')).toBeVisible()
  expect(await atHand()).toContain('nine to five')
  await page.getByRole('button', { name: 'Actions for Opening hours' }).click()
  await page.getByRole('menuitem', { name: 'Disable…' }).click()
  await page.getByRole('button', { name: 'Disable Opening hours' }).click()
  await expect(page.getByText('Opening hours is disabled.')).toBeVisible()
  expect(await atHand()).not.toContain('nine to five')
})

test('a chat project that is not there says so, and a role that may not open it is told', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await page.goto(`${server.url}/#/admin/chatProjects/nowhere`)
  await expect(
    page.getByRole('alert').filter({ hasText: 'There is no such thing here.' }).or(page.getByText('This could not be loaded')),
  ).toBeVisible()
  const analyst = await openDesk(browser, server.url)
  await analyst.signIn('analyst01')
  await analyst.page.goto(`${server.url}/#/admin/chatProjects/support`)
  await expect(analyst.page.getByRole('heading', { name: 'Not for your role' })).toBeVisible()
})
