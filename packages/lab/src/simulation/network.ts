import { type ChannelEnd, type ChannelListener, type ChannelWire, createChannel } from './channel.ts'
import type { Prng } from './prng.ts'
import type { VirtualClock } from './virtual-clock.ts'
import type { Weather } from './weather.ts'

/** No answer came: nobody knows whether the request was carried out. */
export class Unreachable extends Error {
  constructor() {
    super('no answer')
    this.name = 'Unreachable'
  }
}

/** Takes the server's end of a new socket and says who listens there; null closes it. */
export type Accept<ToServer, ToClient> = (end: ChannelEnd<ToClient>) => Promise<ChannelListener<ToServer> | null>

/** The wires between desks and the server; `who` names the desk. */
export interface Network {
  /** Carries a request there and its answer back; rejects with `Unreachable`. */
  exchange<T>(who: string, deliver: () => Promise<T>): Promise<T>
  open<ToServer, ToClient>(
    who: string,
    listener: ChannelListener<ToClient>,
    accept: Accept<ToServer, ToClient>,
    /** `isStream`: nothing comes behind what was lost. Without it a client has to notice that something is missing in between. */
    options?: { readonly isStream: boolean },
  ): ChannelEnd<ToServer>
  /** Nothing from or to this desk arrives for a while; what is under way is lost. */
  partition(who: string, durationMs: number): void
}

export type NetworkOptions = {
  readonly clock: VirtualClock
  readonly prng: Prng
  readonly weather: (now: number) => Weather
}

/** How long a client waits for an answer. */
const patienceMs = 30_000

/** A network that loses, delays, doubles, reorders and cuts as the weather says. */
export function createNetwork({ clock, prng, weather }: NetworkOptions): Network {
  const darkUntil = new Map<string, number>()
  const today = () => weather(clock.now())
  const isDark = (who: string) => (darkUntil.get(who) ?? 0) > clock.now()
  const delayMs = () => 1 + prng.wait(today().delayMs)

  function wireOf(who: string, isStream: boolean): ChannelWire {
    return {
      isStream,
      now: clock.now,
      after: clock.after,
      delayMs,
      isCut: () => prng.chance(today().cut),
      isDark: () => isDark(who),
      isTold: () => prng.chance(0.5),
    }
  }

  return {
    exchange: (who, deliver) =>
      new Promise((resolve, reject) => {
        const stopWaiting = clock.after(patienceMs, () => reject(new Unreachable()))
        const arrive = () => {
          if (isDark(who)) return
          deliver().then(
            (answer) => {
              if (isDark(who) || prng.chance(today().replyLost)) return
              clock.after(delayMs(), () => {
                stopWaiting()
                resolve(answer)
              })
            },
            // A refused or reset connection is heard of soon.
            () => clock.after(delayMs(), () => reject(new Unreachable())),
          )
        }
        if (isDark(who) || prng.chance(today().requestLost)) return
        clock.after(delayMs(), arrive)
        if (prng.chance(today().duplicated)) clock.after(delayMs() * 3, arrive)
      }),
    open<ToServer, ToClient>(
      who: string,
      listener: ChannelListener<ToClient>,
      accept: Accept<ToServer, ToClient>,
      { isStream } = { isStream: false },
    ) {
      const channel = createChannel<ToServer, ToClient>(wireOf(who, isStream), listener)
      const knock = async () => {
        if (isDark(who) || channel.isClosedByClient()) return
        const heardBy = await accept(channel.server)
        if (heardBy === null) channel.server.close()
        else channel.accept(heardBy)
      }
      if (!isDark(who) && !prng.chance(today().requestLost)) clock.after(delayMs(), () => void knock())
      return channel.client
    },
    partition: (who, durationMs) => {
      darkUntil.set(who, clock.now() + durationMs)
    },
  }
}
