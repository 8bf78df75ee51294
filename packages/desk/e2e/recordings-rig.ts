import { type Browser, test as base } from '@playwright/test'
import { expect } from './fixtures.ts'
import { createRecorderProcess, type RecorderProcess, startScreen } from './recorder-process.ts'
import { launchBrowser, openRecorderDesk, type RecorderDesk } from './recorder-rig.ts'
import { createServerProcess, freePort, type ServerProcess } from './server-process.ts'

/** An agent whose browser stands on a screen, a recorder that captures it, and the server that gets the pictures. */
export type RecordingsRig = {
  readonly server: ServerProcess
  readonly recorder: RecorderProcess
  readonly browser: Browser
  readonly agent: RecorderDesk
}

/** Tests that share one such machine, whose agent waits for calls. */
export const test = base.extend<object, { rig: RecordingsRig }>({
  rig: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const port = await freePort()
      const server = await createServerProcess({ HOTSEAT_HOST: '127.0.0.2', HOTSEAT_RECORDER_PORT: String(port) })
      const screen = await startScreen()
      const recorder = await createRecorderProcess({ port, server: server.url, display: screen.display })
      await Promise.all([server.start(), recorder.start()])
      const onScreen = { headless: false, env: { ...process.env, DISPLAY: screen.display } }
      const agents = await launchBrowser(server, onScreen, ['--window-position=0,0', '--window-size=1280,800'])
      const browser = await launchBrowser(server)
      const agent = await openRecorderDesk(agents, server, port, 'granted')
      await agent.signIn('agent01')
      await expect(agent.pill).toContainText('Recorder ready')
      await agent.setReady()
      await use({ server, recorder, browser, agent })
      await Promise.all([agents.close(), browser.close()])
      await recorder.dispose()
      await Promise.all([server.dispose(), screen.close()])
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
