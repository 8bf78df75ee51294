import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, ConfigError } from './config.ts'
import type { Random } from './ports.ts'
import { isSecretKey } from './settings.ts'

/**
 * The key of the vault, 32 bytes: `HOTSEAT_SECRET_KEY`, else the file `secret.key` in the data folder, which the first
 * start makes for the server's own user. Throws `ConfigError` when the file holds something else.
 */
export async function loadSecretKey(
  { secretKey, data }: Pick<Config, 'secretKey' | 'data'>,
  random: Random,
): Promise<Uint8Array> {
  const text = secretKey ?? (await readOrMake(join(data, 'secret.key'), data, random))
  return Buffer.from(text, 'base64url')
}

/** The same key, but none is made: null when there is none. */
export async function findSecretKey({ secretKey, data }: Pick<Config, 'secretKey' | 'data'>): Promise<Uint8Array | null> {
  const text = secretKey ?? (await readFile(join(data, 'secret.key'), 'utf8').catch(() => null))
  return text !== null && isSecretKey(text.trim()) ? Buffer.from(text.trim(), 'base64url') : null
}

async function readOrMake(path: string, folder: string, random: Random): Promise<string> {
  await mkdir(folder, { recursive: true })
  const made = Buffer.from(random.bytes(32)).toString('base64url')
  // Of two servers that start at once one makes the file and both read it.
  await writeFile(path, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  const text = (await readFile(path, 'utf8')).trim()
  if (!isSecretKey(text)) throw new ConfigError([`${path} must hold 32 bytes in base64url; bring it back from a backup`])
  return text
}
