import type { Page } from '@playwright/test'
import { callApi } from './call-api.ts'
import { deskIn, expect, openDesk, sharedTest as test } from './fixtures.ts'

async function openAdmin(page: Page, section: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/admin/${section}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const form = (page: Page, title: string) => page.getByRole('dialog', { name: title })

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function disable(page: Page, name: string): Promise<void> {
  await choose(page, name, 'Disable…')
  await page.getByRole('button', { name: `Disable ${name}` }).click()
  await expect(page.getByText(`${name} is disabled.`)).toBeVisible()
  await expect(rowOf(page, name)).toHaveCount(0)
}

test('a new person gets a link, chooses a password and signs in; disabled, they are out at once', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await openAdmin(page, 'users')
  await page.getByRole('button', { name: 'New user' }).click()
  const dialog = form(page, 'New user')
  await dialog.getByLabel('User name').fill('lena.new')
  await dialog.getByLabel('Name', { exact: true }).fill('Lena Neumann')
  await dialog.getByLabel('Extension').fill('5930')
  await dialog.getByRole('checkbox', { name: 'Inbound support' }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  const link = await page.getByRole('textbox', { name: 'Password link' }).inputValue()

  const person = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  const lena = deskIn(person)
  await person.goto(link)
  const field = person.getByLabel('New password', { exact: true })
  await field.fill('too short')
  await field.blur()
  await expect(field).toHaveAccessibleDescription(/6 more characters needed\./)
  await field.fill('a calm lake at noon')
  await person.getByRole('button', { name: 'Save and sign in' }).click()
  const start = person.getByRole('button', { name: 'Start work' })
  await expect(start.or(lena.connection)).toBeVisible()
  if (await start.isVisible()) await start.click()
  await expect(lena.state).toContainText('Not ready')

  const again = await (await browser.newContext()).newPage()
  await again.goto(link)
  await again.getByLabel('New password', { exact: true }).fill('another calm lake at noon')
  await again.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(again.getByRole('alert').filter({ hasText: 'used before or has expired' })).toBeVisible()

  await dialog.getByRole('button', { name: 'Done' }).click()
  await disable(page, 'Lena Neumann')
  await expect(person.getByText('Your account is disabled.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(page, 'Lena Neumann')).toBeVisible()
})

const kinds = [
  {
    section: 'places',
    thing: 'place',
    fill: { Id: 'desk-91', Name: 'Window seat', Extension: '5911' },
    name: 'Window seat',
    label: 'Name',
  },
  { section: 'campaigns', thing: 'campaign', fill: { Id: 'spring', Name: 'Spring offer' }, name: 'Spring offer', label: 'Name' },
  { section: 'reasonCodes', thing: 'reason code', fill: { Code: '77', Label: 'Fire drill' }, name: 'Fire drill', label: 'Label' },
  { section: 'wrapUpCodes', thing: 'wrap-up code', fill: { Id: 'praise', Label: 'Praise' }, name: 'Praise', label: 'Label' },
] as const

for (const { section, thing, fill, name, label } of kinds) {
  test(`a ${thing} is created, changed, disabled and enabled`, async ({ browser, server }) => {
    const { page, ...admin } = await openDesk(browser, server.url)
    await admin.signIn('admin01')
    await openAdmin(page, section)
    await page.getByRole('button', { name: `New ${thing}` }).click()
    const created = form(page, `New ${thing}`)
    await created.getByRole('button', { name: 'Save' }).click()
    await expect(created.getByText('This is needed.').first()).toBeVisible()
    for (const [field, value] of Object.entries(fill)) await created.getByLabel(field, { exact: true }).fill(value)
    const media = created.getByRole('checkbox', { name: 'Voice' })
    if (await media.isVisible()) await media.check()
    await created.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`${name} was created.`)).toBeVisible()
    await expect(created).toHaveCount(0)

    await page.getByRole('searchbox', { name: 'Search' }).fill(name)
    await page.getByRole('button', { name, exact: true }).click()
    const changed = form(page, `Change ${name}`)
    await changed.getByLabel(label, { exact: true }).fill(`${name} II`)
    await changed.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: `${name} II`, exact: true })).toBeVisible()

    await disable(page, `${name} II`)
    await page.getByRole('checkbox', { name: 'Show disabled' }).check()
    await choose(page, `${name} II`, 'Enable')
    await expect(page.getByText(`${name} II is enabled.`)).toBeVisible()
  })
}

test('the entries of a phone book are created, changed and removed, and every desk has them at once', async ({
  browser,
  server,
}) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent10')
  const book = agent.page.getByRole('listbox', { name: 'Phone book' })
  const find = agent.page.getByRole('combobox', { name: /^Phone book/ })

  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await openAdmin(page, 'phoneBooks')
  await page.getByRole('button', { name: 'New phone book' }).click()
  const created = form(page, 'New phone book')
  await created.getByLabel('Id', { exact: true }).fill('suppliers')
  await created.getByLabel('Name', { exact: true }).fill('Suppliers')
  const entries = created.getByLabel('Contacts')
  await entries.fill('Greta; Lindqvist; ; no number')
  await entries.blur()
  await expect(entries).toHaveAttribute('aria-invalid', 'true')
  await entries.fill('Greta; Lindqvist; +46 8 555 0101; Printers\nOmar; Haddad; 0301 555 0102; Paper; also weekends')
  await created.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Suppliers was created.')).toBeVisible()
  await expect(rowOf(page, 'Suppliers')).toContainText('2')
  await find.fill('haddad')
  await expect(book.getByRole('option')).toHaveText([/Omar Haddad.*Paper; also weekends.*0301 555 0102/])

  await page.getByRole('button', { name: 'Suppliers', exact: true }).click()
  const changed = form(page, 'Change Suppliers')
  await expect(changed.getByLabel('Contacts')).toHaveValue(/Omar; Haddad; 0301 555 0102; Paper; also weekends$/)
  await changed.getByLabel('Contacts').fill('Greta; Lindqvist; +46 8 555 0199; Printers')
  await changed.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Suppliers was changed.')).toBeVisible()
  await expect(agent.page.getByText('Nobody matches “haddad”.')).toBeVisible()
  await find.fill('lindqvist')
  await expect(book.getByRole('option')).toHaveText([/555 0199/])

  await disable(page, 'Suppliers')
  await expect(agent.page.getByText('Nobody matches “lindqvist”.')).toBeVisible()
})

test('a preference shows where its value comes from; set, locked and reset from there', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await openAdmin(page, 'preferences')
  const row = page.getByTestId('preference-agent.wrapUpThen')
  const ladder = row.getByRole('list', { name: 'Where it comes from' })
  await page.getByRole('searchbox', { name: 'Search preferences' }).fill('wrapUpThen')
  await row.getByRole('combobox', { name: 'agent.wrapUpThen' }).selectOption('NOT_READY')
  await row.getByRole('checkbox', { name: 'Lock' }).check()
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(ladder.getByRole('listitem')).toHaveCount(2)
  await expect(ladder.getByRole('listitem').nth(0)).toContainText('Default')
  await expect(ladder.getByRole('listitem').nth(1)).toContainText('applies')
  await expect(row).toContainText('Beatriz Carvalho')

  await page.getByLabel('Set for').selectOption('role:executive')
  await expect(row).toContainText('Locked at:')
  await page.getByLabel('Set for').selectOption('tenant')
  await row.getByRole('button', { name: 'Reset' }).click()
  await expect(ladder.getByRole('listitem')).toHaveCount(1)

  await openAdmin(page, 'audit')
  await expect(page.getByRole('table')).toContainText(/Beatriz Carvalho set agent\.wrapUpThen for tenant to "NOT_READY"\./)
  await expect(page.getByRole('table')).toContainText('Beatriz Carvalho reset agent.wrapUpThen for tenant.')
})

test('[PF16] patterns of origins are typed a line each, and a line that is none is told why', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await openAdmin(page, 'preferences')
  const row = page.getByTestId('preference-security.genesysOriginPatterns')
  await page.getByRole('searchbox', { name: 'Search preferences' }).fill('genesys')
  await expect(row).toContainText('A pattern trusts every host that anybody ever gets below that name')
  const patterns = row.getByRole('textbox', { name: 'security.genesysOriginPatterns' })
  await patterns.pressSequentially('https://*.example.com\nhttps://*.com')
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(row).toContainText('Line 2: At least two parts of a name follow the *, as in https://*.example.com.')
  await patterns.fill('https://*.example.com\nhttps://*.example.org:8443')
  await row.getByRole('button', { name: 'Save' }).click()
  await expect(row.getByRole('listitem').nth(1)).toContainText('https://*.example.com, https://*.example.org:8443')
  await row.getByRole('button', { name: 'Reset' }).click()
  await expect(patterns).toHaveValue('')
})

test('the dry run of an import names every bad line, and sends only the good ones', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await openAdmin(page, 'users')
  await page.getByRole('button', { name: 'Import CSV' }).click()
  const dialog = form(page, 'Import Users')
  const lines = [
    'username,name,email,role,extension,campaigns',
    'import.one,Imke Port,,executive,,inbound-support',
    'agent01,Already There,,executive,,',
    'import.two,,,executive,,',
    'import.three,Bad Role,,pirate,,',
    'import.one,Twice,,executive,,',
    'too,few',
  ]
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  await (await chooser).setFiles({ name: 'users.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) })
  await expect(dialog).toContainText('1 line can be imported')
  await expect(dialog).toContainText('5 lines have a fault and will be left out')
  const bad = dialog.getByRole('listitem')
  await expect(bad).toHaveText([
    /Line 3.*exists already/,
    /Line 4.*name/,
    /Line 5.*role/,
    /Line 6.*stands twice/,
    /Line 7.*values/,
  ])
  await dialog.getByRole('button', { name: 'Import 1 line' }).click()
  await expect(page.getByText('1 line imported.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox', { name: 'Search' }).fill('Imke')
  await expect(rowOf(page, 'Imke Port')).toBeVisible()
})

test('an analyst sees the audit trail and no settings; a user access manager sees people only', async ({ browser, server }) => {
  const analyst = await openDesk(browser, server.url)
  await analyst.signIn('analyst01')
  await openAdmin(analyst.page, 'audit')
  await expect(analyst.page.getByRole('table')).toContainText(/signed in from/)
  const sections = (page: Page) => page.getByRole('navigation', { name: 'Sections' }).getByRole('link')
  await expect(sections(analyst.page)).toHaveText(['Audit'])
  await analyst.page.goto(`${server.url}/#/admin/users`)
  await expect(analyst.page.getByText('Not for your role')).toBeVisible()

  const manager = await openDesk(browser, server.url)
  await manager.signIn('uam01')
  await openAdmin(manager.page, 'users')
  await expect(sections(manager.page).first()).toHaveText('Users')
  await expect(sections(manager.page).filter({ hasText: /Places|Preferences/ })).toHaveCount(0)
  await manager.page.goto(`${server.url}/#/admin/preferences`)
  await expect(manager.page.getByText('Not for your role')).toBeVisible()
})

test('a list that is opened again shows what another administrator changed meanwhile', async ({ browser, server }) => {
  const { page, ...admin } = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  const open = async (section: string) => page.goto(`${server.url}/#/admin/${section}`)
  await open('campaigns')
  await expect(page.getByRole('row').filter({ hasText: 'inbound-support' })).toBeVisible()
  await open('places')
  await expect(page.getByRole('row').filter({ hasText: 'desk-01' }).first()).toBeVisible()
  const other = await openDesk(browser, server.url)
  await other.signIn('admin01')
  await callApi(other.page, 'POST', '/v1/admin/campaigns', {
    id: 'made-elsewhere',
    description: '',
    name: 'Made elsewhere',
    type: 'inbound',
    media: [],
  })
  await open('campaigns')
  await expect(page.getByRole('row').filter({ hasText: 'made-elsewhere' })).toBeVisible()
})
