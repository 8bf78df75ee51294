import type { DeskDocument } from '@hotseat/protocol'
import { TextInput } from '@mantine/core'
import { IconPhone, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Panel } from '../app/panel.tsx'
import { useShortcuts } from '../app/shortcuts.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { type Contact, findContacts } from './find-contacts.ts'
import classes from './phone-book.module.css'

/** So many lines are shown; typing one more letter finds the rest. */
const shownCount = 8

/** Gives the number to the phone that the computer knows. */
function dial({ phoneNumber }: Contact): void {
  location.assign(`tel:${phoneNumber.replace(/[^\d+*#]/g, '')}`)
}

/** Type to find, arrows to choose, Enter to dial. */
export function PhoneBook({ lists }: { lists: DeskDocument }) {
  const { desk: words } = useTexts()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  useShortcuts({ phoneBook: () => input.current?.focus() })
  const all = lists.phoneBooks.flatMap((book) => book.contacts)
  const found = findContacts(all, typed).slice(0, shownCount)
  const active = Math.min(at, found.length - 1)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = found[active]
    if (step !== undefined) {
      event.preventDefault()
      setAt((active + step + found.length) % Math.max(1, found.length))
    } else if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      dial(chosen)
    } else if (event.key === 'Escape') {
      setTyped('')
    }
  }
  return (
    <Panel title={words.phoneBook}>
      <TextInput
        ref={input}
        type="search"
        role="combobox"
        aria-label={`${words.phoneBook}: ${words.phoneBookFind}`}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        {...(found.length > 0 ? { 'aria-activedescendant': `${listId}-${active}` } : {})}
        placeholder={words.phoneBookFind}
        leftSection={<IconSearch aria-hidden size={16} stroke={1.75} />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={words.phoneBook} className={classes.list}>
        {found.map((contact, index) => (
          <li
            key={`${contact.phoneNumber} ${contact.firstName} ${contact.lastName}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes.contact}
            onClick={() => dial(contact)}
            onKeyDown={undefined}
          >
            <span className={classes.name}>
              <bdi>
                {contact.firstName} {contact.lastName}
              </bdi>
              {contact.description !== '' && <bdi className="hs-muted"> {contact.description}</bdi>}
            </span>
            <span className="hs-number">{contact.phoneNumber}</span>
            <IconPhone aria-hidden size={15} stroke={1.75} className={classes.dial} />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <p className="hs-muted hs-small">{all.length === 0 ? words.phoneBookEmpty : words.phoneBookNothing(typed)}</p>
      )}
    </Panel>
  )
}
