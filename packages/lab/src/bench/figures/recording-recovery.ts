import { setTimeout as sleep } from 'node:timers/promises'
import { startScreen } from '../../site/screen.ts'
import type { Measurement } from '../figure.ts'
import { startRecorderFloor, type WatchedRecording } from '../recorder/recorder-floor.ts'

/** So much is recorded before something is killed. */
const recordedMs = 3_000

/** The recorder killed in the middle of a recording, and the server: until all is as before, and what is missing in the end. */
export const recordingRecovery: Measurement = async ({ rounds }) => {
  const { display, stop } = await startScreen()
  const floor = await startRecorderFloor(display)
  const again: number[] = []
  const lost: number[] = []
  const followed: number[] = []
  const stored: number[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      const id = await floor.answerCall()
      await sleep(recordedMs)
      const killedAt = Date.now()
      await floor.restartRecorder()
      await floor.pictureOf(id, 2)
      again.push(Date.now() - killedAt)
      lost.push(killedAt - endOf(await floor.endCall(), 1))
    }
    for (let round = 0; round < rounds; round += 1) {
      await floor.answerCall()
      await sleep(recordedMs)
      await floor.site.kill()
      const listensAt = await floor.site.restart()
      await floor.connected()
      await until(async () => (await floor.status()).server === 'connected')
      followed.push(Date.now() - listensAt)
      const endedAt = Date.now()
      const { parts } = await floor.endCall()
      stored.push(Date.now() - endedAt)
      if (parts.length !== 1 || parts[0]?.cut !== false) throw new Error('a kill of the server cut the recording')
    }
  } finally {
    await floor.dispose()
    await stop()
  }
  return [
    {
      name: 'recorder killed: until it records again',
      unit: 'ms',
      rounds: again,
      limit: null,
      aims: [],
      note: 'from the kill to the first picture of the next part: a new process, its session by its key, its orders, an ffmpeg',
    },
    {
      name: 'recorder killed: what is missing before the kill',
      unit: 'ms',
      rounds: lost,
      limit: null,
      aims: [{ kind: 'atMost', value: 1_000 }],
    },
    {
      name: 'server killed: until desks and recorder are back',
      unit: 'ms',
      rounds: followed,
      limit: null,
      aims: [],
      note: 'from the moment the server listens; the recorder records all the time, and no part is cut',
    },
    {
      name: 'from the call’s end until its recording is stored',
      unit: 'ms',
      rounds: stored,
      limit: null,
      aims: [],
      note: 'after the server’s kill: what was recorded meanwhile is uploaded, checked and on record',
    },
  ]
}

/** When the last picture of a part was taken. */
function endOf({ parts }: WatchedRecording, number: number): number {
  const part = parts.find((each) => each.part === number)
  if (part === undefined) throw new Error(`part ${number} is missing`)
  return part.startedAt + part.durationMs
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5)
}
