import { mayDo } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { ActionIcon, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconLogout, IconMessage } from '@tabler/icons-react'
import { useState } from 'react'
import { StateIcon } from '../app/state-icon.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { joinIsolated } from '../texts/isolate.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { MessageDialog } from './message-dialog.tsx'
import type { FloorRow } from './needs.ts'
import { SignOutDialog } from './sign-out-dialog.tsx'

/** What a supervisor can do about one agent, without leaving the floor. */
export function RowActions({ row, lists }: { row: FloorRow; lists: DeskDocument }) {
  const texts = useTexts()
  const words = texts.floor
  const { role } = useView().session.user
  const hindrance = useHindrance()
  const [dialog, setDialog] = useState<'message' | 'signOut' | null>(null)
  const { agent, status } = row
  const force = useOperation('forceState')
  if (!mayDo(role, 'floor.act') || row.tone === 'out') return null

  const reasons = lists.reasonCodes.filter((reason) => reason.category === 'NOT_READY' && !reason.system)
  const setState = (state: 'READY' | 'NOT_READY', text: string, reasonCode?: number) => {
    if (status === null) return
    const body = { medium: status.medium, state, ...(reasonCode === undefined ? {} : { reasonCode }) }
    force.mutate(
      { params: { id: agent.id }, body },
      {
        onSuccess: ({ states }) => {
          const isPending = states.some((each) => each.medium === status.medium && each.pending !== null)
          notifications.show({ message: isPending ? words.setPending(agent.name, text) : words.setDone(agent.name, text) })
        },
      },
    )
  }
  return (
    <>
      <Menu position="bottom-end" width={240} withinPortal>
        <Menu.Target>
          <ActionIcon size="md" aria-label={words.actionsFor(agent.name)} disabled={hindrance !== null}>
            <IconDots aria-hidden size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconMessage aria-hidden size={16} />} onClick={() => setDialog('message')}>
            {words.message}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<StateIcon tone="ready" size={16} />} onClick={() => setState('READY', texts.states.READY)}>
            {words.setReady}
          </Menu.Item>
          {reasons.length === 0 && (
            <Menu.Item
              leftSection={<StateIcon tone="notReady" size={16} />}
              onClick={() => setState('NOT_READY', texts.states.NOT_READY)}
            >
              {words.setNotReady}
            </Menu.Item>
          )}
          {reasons.map(({ code, label }) => (
            <Menu.Item
              key={code}
              leftSection={<StateIcon tone="notReady" size={16} />}
              onClick={() => setState('NOT_READY', joinIsolated([texts.states.NOT_READY, label]), code)}
            >
              {words.setNotReadyWith(label)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            color="var(--hs-danger-ink)"
            leftSection={<IconLogout aria-hidden size={16} />}
            onClick={() => setDialog('signOut')}
          >
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'message' && <MessageDialog agent={agent} onClose={() => setDialog(null)} />}
      {dialog === 'signOut' && <SignOutDialog row={row} onClose={() => setDialog(null)} />}
    </>
  )
}
