import { mayDo } from '@hotseat/core'
import { useAnswer } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'

/** Whom sentences can name: the users where they may be read, else the agents of the floor. By name. */
export function usePeople(): readonly { readonly id: string; readonly name: string }[] {
  const { role } = useView().session.user
  const mayReadUsers = mayDo(role, 'users.manage')
  const users = useAnswer('users', {}, { enabled: mayReadUsers })
  const floor = useAnswer('floor', {}, { enabled: !mayReadUsers && mayDo(role, 'floor.see') })
  return (users.data?.rows ?? floor.data?.agents ?? []).toSorted((a, b) => a.name.localeCompare(b.name))
}

/** A person's name by their id; nobody is the system, and whom nobody knows is their id. */
export function useNameOf(): (id: string | null) => string {
  const { audit: words } = useAllTexts()
  const people = usePeople()
  return (id) => (id === null ? words.system : (people.find((each) => each.id === id)?.name ?? id))
}
