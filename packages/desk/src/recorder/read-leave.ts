import type { Leave } from './recorder-link.ts'

/** The newer names first: Chrome 145 told loopback from the local network, before that there was one leave for both. */
const names = ['loopback-network', 'local-network-access']

/** What the browser says about loopback now, and each time that it changes; returns how to stop listening. */
export interface LeaveWatch {
  read(): Promise<Leave>
  close(): void
}

/** What of the page tells about it. `permissions`: undefined on pages without TLS. */
export type LeavePage = {
  readonly hostname: string
  readonly permissions: Pick<Permissions, 'query'> | undefined
}

/** A page that comes from the machine itself needs no leave, though the browser would say that it has to be asked for. */
function isOwnMachine(hostname: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)
}

/** Watches the browser's Local Network Access (S-43). */
export function watchLeave({ hostname, permissions }: LeavePage, onChange: (leave: Leave) => void): LeaveWatch {
  const closing = new AbortController()
  let found: Promise<PermissionStatus | null> | undefined
  const leaveOf = (status: PermissionStatus | null): Leave => status?.state ?? 'unknown'
  const find = async () => {
    const status = permissions === undefined || isOwnMachine(hostname) ? null : await findStatus(permissions)
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

async function findStatus(permissions: Pick<Permissions, 'query'>): Promise<PermissionStatus | null> {
  for (const name of names) {
    // TypeScript's list of names does not have these yet; a browser that has not either rejects them.
    const status = await permissions.query({ name: name as PermissionName }).catch(() => null)
    if (status !== null) return status
  }
  return null
}
