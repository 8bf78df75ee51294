import { createDecipheriv } from 'node:crypto'
import { containerMagic, parseRecordHead, type RecordKind, recordHeadBytes, recordNonce, tagBytes } from '@hotseat/protocol'
import { type CryptoKey, compactDecrypt } from 'jose'

/** A record of a part, opened. */
export type OpenRecord = { readonly kind: RecordKind; readonly bytes: Buffer }

/** Opens a part as the server does: its key, then every record in its place. Throws for anything that is not genuine. */
export async function openPart(file: Buffer, wrappedKey: string, privateKey: CryptoKey): Promise<readonly OpenRecord[]> {
  const { plaintext: key } = await compactDecrypt(wrappedKey, privateKey, {
    keyManagementAlgorithms: ['ECDH-ES+A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  })
  if (file.subarray(0, containerMagic.length).toString('latin1') !== containerMagic) throw new Error('no magic')
  const records: OpenRecord[] = []
  for (let at = containerMagic.length; at < file.length; ) {
    const headBytes = file.subarray(at, at + recordHeadBytes)
    const head = parseRecordHead(headBytes)
    if (head === null) throw new Error(`no record at ${at}`)
    const sealed = file.subarray(at + recordHeadBytes, at + recordHeadBytes + head.length)
    if (sealed.length < head.length) throw new Error('a torn record')
    const decipher = createDecipheriv('aes-256-gcm', key, recordNonce(records.length)).setAAD(headBytes)
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    records.push({ kind: head.kind, bytes: Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]) })
    at += recordHeadBytes + head.length
  }
  return records
}

/** The MP4 in a part. */
export function mp4Of(records: readonly OpenRecord[]): Buffer {
  return Buffer.concat(records.filter(({ kind }) => kind !== 'end').map(({ bytes }) => bytes))
}
