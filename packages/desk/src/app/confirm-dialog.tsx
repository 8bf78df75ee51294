import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTexts } from '../texts/texts-context.tsx'
import { ActButton } from './act-button.tsx'

type Props = {
  title: string
  /** What will be gone afterwards, a sentence each. */
  losses: readonly string[]
  action: string
  isBusy: boolean
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is lost: names it, says what goes with it; the harmless answer has the focus. */
export function ConfirmDialog({ title, losses, action, isBusy, onConfirm, onClose }: Props) {
  const { common } = useTexts()
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': common.close }}>
      <Stack gap="sm">
        {losses.map((loss) => (
          <p key={loss}>{loss}</p>
        ))}
        <Group gap="xs" mt="xs">
          <ActButton color="red" loading={isBusy} onClick={onConfirm}>
            {action}
          </ActButton>
          <Button variant="default" data-autofocus onClick={onClose}>
            {common.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
