import { roles } from '@hotseat/core'
import type { PreferenceDocument } from '@hotseat/protocol'
import { NativeSelect, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { useRouteWord } from '../app/route.ts'
import { useAnswer, useOperation } from '../app/use-operation.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './admin.module.css'
import { PreferenceRow } from './preference-row.tsx'
import { preferenceText } from './preference-words.ts'

/** Every preference, grouped: what holds, where it comes from, and how to set it for everyone, a role or one person. */
export function Preferences() {
  const hotseat = useHotseat()
  const texts = useAllTexts()
  const words = texts.preferences
  const [text, setText] = useRouteWord('find')
  const [target, setTarget] = useState('tenant')
  const users = useAnswer('users', {})
  const person = target.startsWith('user:') ? target.slice(5) : undefined
  const list = useAnswer('preferences', person === undefined ? {} : { query: { as: person } }, { anew: true })
  const reload = useOperation('reloadPreferences', { onSuccess: () => notifications.show({ message: words.reloaded }) })
  const nameOf = (id: string) => users.data?.rows.find((user) => user.id === id)?.name ?? id

  // What holds for a role is asked key by key: the list knows only whole people.
  const isRoleTarget = target.startsWith('role:')
  const keys = (list.data?.preferences ?? []).filter(({ levels }) => levels.includes('role')).map(({ key }) => key)
  const ofRole = useQueries({
    queries: isRoleTarget
      ? keys.map((key) => ({
          queryKey: ['preference', target, key],
          queryFn: () => hotseat.call('preference', { params: { level: target, key } }),
        }))
      : [],
    combine: (results) => new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.key, data] as const]))),
  })

  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />
  if (list.data === undefined) return <Loading rows={12} />
  const wanted = text.toLowerCase().split(/\s+/)
  const shown = list.data.preferences
    .map((each) => (isRoleTarget ? (ofRole.get(each.key) ?? each) : each))
    .filter((each) => {
      const { name, help } = preferenceText(each, texts)
      const line = `${each.key} ${name} ${help} ${words.groups[each.group] ?? each.group}`.toLowerCase()
      return wanted.every((word) => line.includes(word))
    })
  const groups = [...Map.groupBy(shown, ({ group }) => group)]

  return (
    <>
      <header className={classes.header}>
        <h1>{words.title}</h1>
        <ActButton size="xs" variant="default" loading={reload.isPending} onClick={() => reload.mutate({})}>
          {words.reload}
        </ActButton>
      </header>
      <div className={classes.tools}>
        <TextInput
          type="search"
          className={classes.find}
          label={words.find}
          leftSection={<IconSearch aria-hidden size={16} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect label={words.target} value={target} onChange={(event) => setTarget(event.currentTarget.value)}>
          <option value="tenant">{words.tenant}</option>
          <optgroup label={words.rung.role}>
            {roles.map((role) => (
              <option key={role} value={`role:${role}`}>
                {texts.roles[role]}
              </option>
            ))}
          </optgroup>
          <optgroup label={`${words.seeAs}…`}>
            {(users.data?.rows ?? []).map(({ id, name }) => (
              <option key={id} value={`user:${id}`}>
                {name}
              </option>
            ))}
          </optgroup>
        </NativeSelect>
      </div>
      {person !== undefined && (
        <p className="hs-notice" data-tone="accent" role="status">
          {words.seeing(nameOf(person))}
        </p>
      )}
      {shown.length === 0 && <Blank title={words.nothing(text)} />}
      {groups.map(([group, rows]) => (
        <section key={group} className={classes.surface} aria-label={words.groups[group] ?? group}>
          <h2 className={classes.groupHead}>{words.groups[group] ?? group}</h2>
          {rows.map((preference: PreferenceDocument) => (
            <PreferenceRow key={`${target} ${preference.key}`} preference={preference} target={target} nameOf={nameOf} />
          ))}
        </section>
      ))}
    </>
  )
}
