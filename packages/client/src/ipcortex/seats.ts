import type { SessionDocument } from '@hotseat/protocol'
import { createHotseat } from '../create-hotseat.ts'
import type { Hotseat } from '../hotseat.ts'
import type { World } from '../world.ts'
import { IpcortexError } from './errors.ts'
import type { Place } from './place.ts'

/** Which session of the browser: this tab's own, or the one that tabs share under a label. */
export type Label = { readonly kind: 'own' } | { readonly kind: 'shared'; readonly subId: string }

const tabKey = 'hotseat.ipcortex.label'

/** The clients of this page, one for each session that it has looked at. */
export type Seats = {
  open(origin: string, label: Label, credential?: 'cookie' | 'bearer'): Hotseat
  /** The labels under which a session may be live, the likeliest first; the last is what the browser's tabs share anyway. */
  candidates(): readonly Label[]
  remember(label: Label): void
  forget(label: Label): void
}

/** Opens clients and remembers their labels. A client is opened once: of two, one would find its label taken. */
export function createSeats(place: Place, world: World): Seats {
  const opened = new Map<string, Hotseat>()
  return {
    open(origin, label, credential = origin === world.pageOrigin ? 'cookie' : 'bearer') {
      const key = `${origin} ${credential} ${label.kind} ${label.kind === 'shared' ? label.subId : ''}`
      const known = opened.get(key)
      if (known !== undefined) return known
      const which = label.kind === 'own' ? { isolate: true } : { subId: label.subId }
      const hotseat = createHotseat({ origin, credential, world, ...which })
      opened.set(key, hotseat)
      return hotseat
    },
    candidates() {
      const own = place.tabLabels.read(tabKey)
      const labels = [...new Set([...(own === null ? [] : [own]), ...place.labels.read(), ''])]
      return labels.map((subId) => ({ kind: 'shared', subId }))
    },
    remember(label) {
      if (label.kind === 'own') return
      place.tabLabels.write(tabKey, label.subId)
      if (label.subId !== '') place.labels.add(label.subId)
    },
    forget(label) {
      if (label.kind === 'own') return
      if (place.tabLabels.read(tabKey) === label.subId) place.tabLabels.write(tabKey, '')
      place.labels.remove(label.subId)
    },
  }
}

/**
 * The label of somebody's session: sessions of discrete users are always apart, those of one user are shared by the tabs. It
 * goes into addresses and is kept in the browser, so it does not say the name.
 */
export function labelOfUser(username: string): Label {
  const name = username.trim().toLowerCase().normalize('NFC')
  return { kind: 'shared', subId: `u_${hashOf(name, 0x811c9dc5)}_${hashOf(name, 0x01000193)}` }
}

/** FNV-1a of 32 bits from a start of one's own: it keeps two names apart, and hides neither from somebody who guesses. */
function hashOf(text: string, start: number): string {
  let hash = start
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** The live session of a client, or null. Rejects when the server cannot be asked now, instead of waiting until it can. */
export async function findSession(hotseat: Hotseat): Promise<SessionDocument | null> {
  if (hotseat.session !== null) return hotseat.session
  let stop: () => void = () => undefined
  const away = new Promise<never>((_, reject) => {
    stop = hotseat.on('status', (status) => {
      // A session that is kept by its key begins with a first try.
      if (status.kind !== 'reconnecting' || status.attempt === 1 || hotseat.session !== null) return
      reject(new IpcortexError('network.unreachable', 'The server could not be reached.'))
    })
  })
  try {
    return await Promise.race([hotseat.restore(), away])
  } finally {
    stop()
  }
}
