import { accepted, type Result, refused } from '../result.ts'

/** What of a place bears on where its voice rings. */
export type Phones = { readonly extension: string | null; readonly devices: readonly { readonly dn: string }[] }

/**
 * The number that a voice session at a place runs on (spec SO27): its only device's, else its one ACD position's, which
 * is the device with the place's own number. A place without a list of devices is a phone with the place's number.
 */
export function chooseVoiceDevice({ extension, devices }: Phones): Result<string> {
  const phones = devices.length === 0 && extension !== null ? [{ dn: extension }] : devices
  const [first, ...others] = phones.length === 1 ? phones : phones.filter(({ dn }) => dn === extension)
  return first === undefined || others.length > 0 ? refused('signIn.position', { field: 'place' }) : accepted(first.dn)
}
