import { ActionIcon, Button, Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDots, IconPencil, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { TSchema } from 'typebox'
import { ConfirmDialog } from '../app/confirm-dialog.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemText } from '../app/problem.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import type { Resource } from './resource.ts'

type Props<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema> = {
  resource: Resource<Row, Create>
  row: Row
  more: ReactNode
  onOpen: () => void
}

/** What can be done with a row: change, disable after a question, enable; disabling is undone from its toast. */
export function DisableAction<Row extends { readonly id: string; readonly disabled: boolean }, Create extends TSchema>({
  resource,
  row,
  more,
  onOpen,
}: Props<Row, Create>) {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const texts = useAllTexts()
  const words = texts.admin
  const hindrance = useHindrance()
  const [isAsking, setAsking] = useState(false)
  const name = resource.nameOf(row)
  const set = useMutation({
    mutationFn: (disabled: boolean) => resource.change(hotseat, row.id, { disabled }),
    onSuccess: async (_, disabled) => {
      setAsking(false)
      await queries.invalidateQueries({ queryKey: [resource.section] })
      const undo = (
        <>
          {disabled ? words.disabledDone(name) : words.enabledDone(name)}{' '}
          {disabled && (
            <Button size="compact-xs" variant="subtle" onClick={() => set.mutate(false)}>
              {texts.common.undo}
            </Button>
          )}
        </>
      )
      notifications.show({ message: undo, autoClose: disabled ? 10_000 : 4_000 })
    },
    onError: (error) => notifications.show({ color: 'red', message: problemText(error, texts), withBorder: true }),
  })
  const { section } = resource
  const loss =
    section === 'users' ? words.disableUser : section === 'chatProjects' ? texts.chatAdmin.disableProject : words.disableThing
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon size="md" aria-label={words.actionsFor(name)} disabled={hindrance !== null}>
            <IconDots aria-hidden size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil aria-hidden size={16} />} onClick={onOpen}>
            {words.edit(name)}
          </Menu.Item>
          {more}
          <Menu.Divider />
          {row.disabled ? (
            <Menu.Item leftSection={<IconPlayerPlay aria-hidden size={16} />} onClick={() => set.mutate(false)}>
              {words.enable}
            </Menu.Item>
          ) : (
            <Menu.Item
              color="var(--hs-danger-ink)"
              leftSection={<IconPlayerStop aria-hidden size={16} />}
              onClick={() => setAsking(true)}
            >
              {words.disable}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isAsking && (
        <ConfirmDialog
          title={words.disableTitle(words.things[resource.section], name)}
          losses={[loss]}
          action={words.disableDo(name)}
          isBusy={set.isPending}
          onConfirm={() => set.mutate(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
