import type { Hotseat } from '@hotseat/client'
import { expect } from 'vitest'
import { answerCall, newestOf, openDesk, openPlayer } from './desks.ts'
import { layLine } from './frail-line.ts'
import { startRealServer } from './real-server.ts'
import { type RecorderSetting, startRecorderProcess } from './recorder-process.ts'
import { makeFolder } from './recorder-rig.ts'
import { startMovingScreen } from './x-display.ts'

/** The real server, a supervisor, and a machine with a screen, on which a recorder speaks to the server through a line that breaks. */
export async function startFloor(setting: Pick<RecorderSetting, 'programs' | 'node'> = {}) {
  const line = await layLine()
  const server = await startRealServer(line.far)
  const screen = await startMovingScreen()
  const data = await makeFolder()
  const floor = await openDesk(server.origin, 'supervisor01')
  const newest = () => newestOf(floor)
  return {
    ...{ server, line, screen, floor, newest },
    /** On the same folder each time, as after a restart of the machine. */
    startRecorder: () => startRecorderProcess({ data, origin: line.origin, display: screen.display, ...setting }),
    /** An agent answers a call, and is recorded: the ids of both. */
    async beginCall(agent: Hotseat): Promise<{ readonly call: string; readonly recording: string }> {
      const call = await answerCall(agent, floor)
      await expect.poll(newest).toMatchObject({ state: 'running', agent: { id: agent.session?.user.id } })
      return { call, recording: (await newest())?.id ?? '' }
    },
    find: (id: string) => floor.call('recording', { params: { id } }),
    ...(await openPlayer(server.origin)),
  }
}
