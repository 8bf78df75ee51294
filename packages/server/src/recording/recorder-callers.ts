import type { Deps } from '../deps.ts'
import { createRecorderTokens, type TokenRecorder } from './recorder-token.ts'
import { isRevoked } from './recorders.ts'

/** Who speaks by a recorder's token (spec RC15). */
export interface RecorderCallers {
  /** The recorder of a token, while its tenant works and it is not revoked; undefined for everybody else. */
  find(token: string): Promise<TokenRecorder | undefined>
}

/** Read freshly for each request: what ends a recorder's right ends it at once, on every node (S-24). */
export function createRecorderCallers(deps: Pick<Deps, 'store' | 'secrets' | 'clock'>): RecorderCallers {
  const tokens = createRecorderTokens(deps)
  return {
    async find(token) {
      const recorder = tokens.find(token)
      if (!recorder) return undefined
      const tenant = await deps.store.system.get('tenants', { id: recorder.tenantId })
      if (tenant?.suspendedAt !== null) return undefined
      return (await isRevoked(deps.store.tenant(tenant.id), recorder.recorderId)) ? undefined : recorder
    },
  }
}
