import '@mantine/spotlight/styles.layer.css'
import { isAgentRole, mayDo } from '@hotseat/core'
import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconKeyboard, IconSearch } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { preferenceText } from '../admin/preference-words.ts'
import { sectionsOf } from '../admin/sections.ts'
import { useAnswer, useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { chatMedium } from '../chat/chat-medium.ts'
import { chatRoute } from '../chat/chat-route.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { roomsOf } from './rooms.ts'

const [store, spotlight] = createSpotlight()
type Props = { isOpen: boolean; onClose: () => void; onShortcuts: () => void }

/** Ctrl+K: pages, people, settings and actions, as far as my role knows them. */
export function Search({ isOpen, onClose, onShortcuts }: Props) {
  const texts = useAllTexts()
  const groups = useSearchGroups(onShortcuts)
  useEffect(() => {
    if (isOpen) spotlight.open()
  }, [isOpen])
  return (
    <Spotlight
      store={store}
      actions={groups}
      shortcut={null}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      highlightQuery
      limit={12}
      scrollable
      maxHeight={420}
      onSpotlightClose={onClose}
      nothingFound={texts.shell.searchNothing}
      searchProps={{
        leftSection: <IconSearch aria-hidden size={18} stroke={1.75} />,
        placeholder: texts.shell.searchHint,
        'aria-label': texts.shell.search,
      }}
    />
  )
}

function useSearchGroups(onShortcuts: () => void): SpotlightActionGroupData[] {
  const texts = useAllTexts()
  const { session } = useView()
  const { role } = session.user
  const [, goTo] = useLocation()
  const hindrance = useHindrance()
  const isAgent = isAgentRole(role)
  const floor = useAnswer('floor', {}, { enabled: mayDo(role, 'floor.see') })
  const users = useAnswer('users', {}, { enabled: mayDo(role, 'users.manage') })
  const preferences = useAnswer('preferences', {}, { enabled: mayDo(role, 'preferences.manage') })
  const desk = useAnswer('desk', {}, { enabled: isAgent })
  const setState = useOperation('setState')

  const page = (route: string, label: string): SpotlightActionData => ({ id: route, label, onClick: () => goTo(route) })
  const pages = [
    ...roomsOf(role).map((room) => page(`/${room}`, texts.rooms[room])),
    ...(session.agent?.states.some(({ medium }) => medium === chatMedium)
      ? [page(chatRoute, `${texts.rooms.desk}: ${texts.desk.chat}`)]
      : []),
    ...(mayDo(role, 'floor.see') ? [page('/floor/wallboard', texts.floor.wallboard)] : []),
    ...sectionsOf(role).map((section) => page(`/admin/${section}`, `${texts.rooms.admin}: ${texts.admin.nav[section]}`)),
  ]
  const onFloor = (floor.data?.agents ?? []).map(({ id, name, username }) => ({
    ...page(`/floor?find=${encodeURIComponent(username)}`, name),
    id: `floor:${id}`,
    description: texts.rooms.floor,
    keywords: username,
  }))
  const inAdmin = (users.data?.rows ?? []).map(({ id, name, username }) => ({
    ...page(`/admin/users?find=${encodeURIComponent(username)}`, name),
    id: `user:${id}`,
    description: texts.admin.nav.users,
    keywords: username,
  }))
  const settings = (preferences.data?.preferences ?? []).map((preference) => {
    const { key } = preference
    const { name, help } = preferenceText(preference, texts)
    return { ...page(`/admin/preferences?find=${encodeURIComponent(key)}`, name), id: key, keywords: key, description: help }
  })
  const stageMedium = (session.agent?.states.find(({ medium }) => medium === 'voice') ?? session.agent?.states[0])?.medium
  const go = (label: string, state: 'READY' | 'NOT_READY', reasonCode?: number): SpotlightActionData => ({
    id: `state:${state}:${reasonCode ?? ''}`,
    label,
    onClick: () => {
      if (stageMedium === undefined || hindrance !== null) return
      setState.mutate({ body: { medium: stageMedium, state, ...(reasonCode === undefined ? {} : { reasonCode }) } })
    },
  })
  const reasons = (desk.data?.reasonCodes ?? []).filter((reason) => reason.category === 'NOT_READY' && !reason.system)
  const actions = [
    ...(isAgent ? [go(texts.states.READY, 'READY')] : []),
    ...reasons.map(({ code, label }) => go(`${texts.states.NOT_READY}: ${label}`, 'NOT_READY', code)),
    { id: 'shortcuts', label: texts.shell.shortcuts, leftSection: <IconKeyboard aria-hidden size={17} />, onClick: onShortcuts },
  ]
  return [
    { group: texts.shell.pages, actions: pages },
    { group: texts.shell.actions, actions },
    { group: texts.shell.people, actions: [...onFloor, ...inAdmin] },
    { group: texts.shell.settings, actions: settings },
  ]
}
