import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, isLoopback } from '../config.ts'
import { builtPages } from '../http/user-interface.ts'
import { findSecretKey } from '../load-secret-key.ts'
import { doesFit } from '../open-vault.ts'
import { createVault } from '../vault.ts'
import type { Session } from './session.ts'

/** One thing that was looked at. */
export type Finding = { readonly what: string; readonly state: 'good' | 'warning' | 'bad'; readonly detail: string }

/** Looks at what commonly stands between a fresh installation and its first sign-in. */
export async function examine({ config, store, hasher, clock, random }: Session): Promise<Finding[]> {
  const tenants = await store.system.find('tenants')
  const accounts = await store.system.find('accounts', { limit: 1 })
  const startedAt = clock.now()
  await hasher.hash('how long does this take')
  const hashMs = clock.now() - startedAt
  return [
    {
      what: 'runtime',
      state: Number(process.versions.node.split('.')[0]) >= 24 ? 'good' : 'bad',
      detail: `Node ${process.versions.node}`,
    },
    { what: 'store', state: 'good', detail: `${tenants.length} tenant(s)` },
    accounts.length > 0
      ? { what: 'people', state: 'good', detail: 'somebody can sign in' }
      : {
          what: 'people',
          state: 'warning',
          detail: 'nobody yet; `npm run serve` prints a link to create the first administrator',
        },
    await secretKey({ config, store, random }),
    { what: 'passwords', state: hashMs < 250 ? 'good' : 'warning', detail: `one hash takes ${hashMs} ms` },
    reach(config),
    await built('desk', join(builtPages.desk, 'index.html')),
    await built('sdk', builtPages.sdk),
  ]
}

async function secretKey({ config, store, random }: Pick<Session, 'config' | 'store' | 'random'>): Promise<Finding> {
  const what = 'secret key'
  const key = await findSecretKey(config)
  // Anything that fits no key at all was sealed by another one.
  const fits = await doesFit(store.system, createVault(key ?? random.bytes(32), random))
  if (fits)
    return {
      what,
      state: 'good',
      detail: key === null ? 'made at the first start' : 'the one that this database was sealed with',
    }
  const missing =
    key === null ? 'HOTSEAT_SECRET_KEY and the file secret.key are missing' : 'another one than this database was sealed with'
  return {
    what,
    state: 'bad',
    detail: `${missing}; bring it back from the backup, or see \`npm run hotseat -- secret-key replace --help\``,
  }
}

function reach({ host, origin }: Config): Finding {
  if (origin !== null) return { what: 'origin', state: origin.startsWith('https:') ? 'good' : 'warning', detail: origin }
  return isLoopback(host)
    ? { what: 'origin', state: 'good', detail: 'this machine only' }
    : { what: 'origin', state: 'warning', detail: 'HOTSEAT_ORIGIN is not set: browsers on other machines are refused' }
}

async function built(what: string, path: string): Promise<Finding> {
  const isThere = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
  return isThere ? { what, state: 'good', detail: 'built' } : { what, state: 'warning', detail: 'not built; run `npm run build`' }
}
