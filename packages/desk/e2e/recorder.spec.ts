import { once } from 'node:events'
import { createServer } from 'node:net'
import { callApi } from './call-api.ts'
import { expect, openDesk, typeCredentials } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'
import { createLeaveSetting, launchBrowser, type RecorderDesk, takeCall, test } from './recorder-rig.ts'

test.describe.configure({ timeout: 120_000 })

const dialog = ({ page }: RecorderDesk) => page.getByRole('dialog', { name: 'Screen recorder' })

test('[DKR2] [S-43] where the browser would ask, nothing is sent before the person knows what for', async ({ rig }) => {
  await rig.recorder.start()
  const desk = await rig.open('prompt')
  await desk.signIn('agent01')
  await expect(desk.pill).toContainText('Recorder not connected')
  const strip = desk.page.getByRole('region', { name: 'Screen recorder' })
  await expect(strip).toContainText('Your browser will ask whether this page may speak to it')
  const connect = strip.getByRole('button', { name: 'Connect to the recorder' })
  await desk.setReady()
  await inspectView(desk.page, 'recorder asks')
  expect(desk.sent).toEqual([])
  // A browser without a window answers its own question with no.
  await connect.click()
  await expect(desk.pill).toContainText('Recorder blocked')
  expect(desk.sent.map(({ line }) => line)).toEqual(['GET /recorder/status'])
  await desk.setLeave('granted')
  await expect(desk.pill).toContainText('Recorder ready')
})

test('[DKR2] [S-43] a leave that was refused is explained, and what changes in the browser is followed', async ({ rig }) => {
  await rig.recorder.start()
  const desk = await rig.open('denied')
  await desk.signIn('agent01')
  await expect(desk.pill).toContainText('Recorder blocked')
  await desk.pill.click()
  await expect(dialog(desk)).toContainText('LoopbackNetworkAllowedForUrls')
  await expect(dialog(desk)).toContainText('LocalNetworkAccessAllowedForUrls')
  await inspectView(desk.page, 'recorder blocked')
  expect(desk.sent).toEqual([])
  await desk.setLeave('granted')
  await expect(desk.pill).toContainText('Recorder ready')
  await desk.setLeave('denied')
  await expect(desk.pill).toContainText('Recorder blocked')
})

test('[DKR3] [DKR7] [S-41] the recorder gets a ticket and a place, no password, and hears of the sign-out', async ({ rig }) => {
  await rig.recorder.start()
  const desk = await rig.open('granted')
  const { page, sent } = desk
  await desk.signIn('agent01')
  await expect(desk.pill).toContainText('Recorder ready')
  const handed = sent.find(({ line }) => line === 'POST /api/v2/me')
  expect(handed?.authorization).toMatch(/^Ticket \S{16,}$/)
  expect(JSON.parse(handed?.body ?? '').every(({ name }: { name: string }) => name === 'place')).toBe(true)
  expect(JSON.stringify(sent) + rig.recorder.output()).not.toContain('demo-password')
  expect(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))).not.toMatch(
    /ecorder-session|JSESSIONID/i,
  )
  // A page that was loaded anew signs it in again, by a ticket of its own.
  await page.reload()
  await expect(desk.pill).toContainText('Recorder ready')
  expect(new Set(sent.flatMap(({ authorization }) => (authorization.startsWith('Ticket') ? authorization : []))).size).toBe(2)
  await page.getByRole('button', { name: /^My menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  const signOut = page.getByRole('dialog', { name: 'Sign out' })
  await signOut.getByRole('radio').first().check()
  await signOut.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
  await expect.poll(() => sent.at(-1)?.body).toBe('{"operationName":"EndContactCenterSession"}')
  expect(sent.at(-1)?.authorization).toMatch(/^Session \S+$/)
})

test('[DKR5] [S-43] without a recorder the desk works and says so; one that is started later is found', async ({ rig }) => {
  const desk = await rig.open('granted')
  await desk.signIn('agent01')
  await expect(desk.pill).toContainText('No recorder')
  await desk.setReady()
  await desk.pill.click()
  await expect(dialog(desk)).toContainText('No recorder on this computer.')
  await inspectView(desk.page, 'no recorder')
  await rig.recorder.start()
  await dialog(desk).getByRole('button', { name: 'Look again' }).click()
  await expect(desk.pill).toContainText('Recorder ready')
})

test('[DKR1] [DKR5] [S-43] a recorder that hangs holds no sign-in up', async ({ rig }) => {
  const hung = createServer(() => undefined).listen(rig.port, '127.0.0.1')
  await once(hung, 'listening')
  const desk = await rig.open('granted')
  const { page, sent } = desk
  let answeredAt = Number.POSITIVE_INFINITY
  let gaveUpAt = 0
  page.on('requestfailed', (request) => {
    if (new URL(request.url()).port === String(rig.port)) gaveUpAt = performance.now()
  })
  page.on('response', (response) => {
    if (response.url().endsWith('/v1/sign-in') && response.ok()) answeredAt = performance.now()
  })
  await typeCredentials(page, 'agent01')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Start work' }).click()
  await expect(desk.connection).toContainText('Connected')
  const workedAt = performance.now()
  await expect(desk.pill).toContainText('No recorder')
  await desk.setReady()
  // The recorder was asked after the sign-in was answered, and the work was there while it was still waited for.
  expect(sent[0]?.at).toBeGreaterThan(answeredAt)
  expect(gaveUpAt).toBeGreaterThan(workedAt)
  hung.close()
})

test('[DKR1] where nothing is recorded, and for who is no agent, loopback is never touched', async ({ rig }) => {
  await rig.recorder.start()
  const supervisor = await rig.open('granted')
  await supervisor.signIn('supervisor01')
  await expect(supervisor.page.getByRole('heading', { name: 'Floor' })).toBeVisible()
  const admin = await openDesk(rig.browser, rig.server.url)
  await admin.signIn('admin01')
  await callApi(admin.page, 'PUT', '/v1/preferences/tenant/recording.when', { value: 'off', locked: false })
  const agent = await rig.open('granted')
  await agent.signIn('agent01')
  await agent.setReady()
  for (const { pill, sent } of [supervisor, agent]) {
    await expect(pill).toHaveCount(0)
    expect(sent).toEqual([])
  }
  // What is set meanwhile holds at once.
  await callApi(admin.page, 'PUT', '/v1/preferences/tenant/recording.when', { value: 'voice', locked: false })
  await expect(agent.pill).toContainText('Recorder ready')
})

test('[DKR4] [DKR6] who lost the recorder to somebody else reads to whom, and takes it back when they say so', async ({
  rig,
}) => {
  await rig.recorder.start()
  const anna = await rig.open('granted')
  await anna.signIn('agent01')
  await expect(anna.pill).toContainText('Recorder ready')
  const ben = await rig.open('granted')
  await ben.signIn('agent02')
  await expect(ben.pill).toContainText('Recorder ready')
  // Anna's call makes her page look at once.
  await anna.setReady()
  await takeCall(anna)
  await expect(anna.pill).toContainText('Recorder taken over')
  await anna.pill.click()
  await expect(dialog(anna)).toContainText('agent02 signed in on the recorder of this computer.')
  await dialog(anna).getByRole('button', { name: 'Use the recorder myself' }).click()
  await expect(anna.pill).not.toContainText('Recorder taken over')
  await expect.poll(() => anna.sent.filter(({ authorization }) => authorization.startsWith('Ticket')).length).toBe(2)
})

test('[DKR11] of the tabs of a desk one speaks to the recorder, the others see what it sees, and take its place', async ({
  rig,
}) => {
  await rig.recorder.start()
  const first = await rig.open('granted')
  await first.signIn('agent01')
  await expect(first.pill).toContainText('Recorder ready')
  const page = await first.page.context().newPage()
  const lines: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).port === String(rig.port)) lines.push(`${request.method()} ${new URL(request.url()).pathname}`)
  })
  await page.goto(rig.server.url)
  const pill = page.getByTestId('recorder')
  await expect(pill).toContainText('Recorder ready')
  // What changes in the browser reaches both by the one that speaks.
  await first.setLeave('denied')
  await expect(pill).toContainText('Recorder blocked')
  await first.setLeave('granted')
  await expect(pill).toContainText('Recorder ready')
  expect(lines).toEqual([])
  await first.page.close()
  // What the first one's tools had set went with it.
  await (await createLeaveSetting(page, rig.server))('granted')
  await expect.poll(() => lines.filter((line) => line === 'POST /api/v2/me')).toHaveLength(1)
  await expect(pill).toContainText('Recorder ready')
})

test('[S-38] a name that its owner points to this machine opens nothing', async ({ rig }) => {
  await rig.recorder.start()
  const browser = await launchBrowser(rig.server, {}, ['--host-resolver-rules=MAP rebound.example 127.0.0.1'])
  const page = await browser.newPage()
  for (const path of ['/version', '/recorder/status', '/api/v2/me'])
    expect((await page.goto(`http://rebound.example:${rig.port}${path}`))?.status()).toBe(421)
  await browser.close()
})
