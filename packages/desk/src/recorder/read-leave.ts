import type { Leave } from './recorder-link.ts'

/** The newer names first: Chrome 145 told loopback from the local network, before that there was one leave for both. */
const names = ['loopback-network', 'local-network-access']

/** What the browser says about loopback now, and each time that it changes; returns how to stop listening. */
export interface LeaveWatch {
  read(): Promise<Leave>
  close(): void
}

/** A page that comes from the machine itself needs no leave, though the browser would say that it has to be asked for. */
export function isOwnMachine(hostname: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
}

/** Watches the browser's Local Network Access (S-43). */
export function watchLeave(onChange: (leave: Leave) => void): LeaveWatch {
  const closing = new AbortController()
  let found: Promise<PermissionStatus | null> | undefined
  const leaveOf = (status: PermissionStatus | null): Leave => status?.state ?? 'unknown'
  const find = async () => {
    const status = isOwnMachine(location.hostname) ? null : await findStatus()
    status?.addEventListener('change', () => onChange(leaveOf(status)), { signal: closing.signal })
    return status
  }
  return {
    async read() {
      found ??= find()
      return leaveOf(await found)
    },
    close: () => closing.abort(),
  }
}

async function findStatus(): Promise<PermissionStatus | null> {
  // Pages without TLS have no permissions to ask for.
  if (!('permissions' in navigator)) return null
  for (const name of names) {
    // TypeScript's list of names does not have these yet; a browser that has not either rejects them.
    const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => null)
    if (status !== null) return status
  }
  return null
}
