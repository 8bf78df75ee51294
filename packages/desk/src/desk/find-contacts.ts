import type { DeskDocument } from '@hotseat/protocol'

/** One line of a phone book. */
export type Contact = DeskDocument['phoneBooks'][number]['contacts'][number]

/** Letters without their marks and numbers without their spaces, so that `jose` finds José and `0305` finds 030 5… */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The contacts in which every typed word stands, in the order of the book. */
export function findContacts(contacts: readonly Contact[], typed: string): readonly Contact[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return contacts.filter(({ firstName, lastName, phoneNumber, description }) => {
    const line = `${plain(`${firstName} ${lastName} ${description} ${phoneNumber}`)} ${phoneNumber.replace(/[^\d+]/g, '')}`
    return words.every((word) => line.includes(word))
  })
}
