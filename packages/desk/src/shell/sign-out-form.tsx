import { Button, Checkbox, Group, Radio, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemText } from '../app/problem.ts'
import { useAnswer } from '../app/use-operation.ts'
import { useTexts } from '../texts/texts-context.tsx'

/** The way out: with a reason where the tenant keeps some, and perhaps from everywhere. */
export function SignOutForm({ onCancel }: { onCancel: () => void }) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.shell
  const lists = useAnswer('desk', {})
  const reasons = (lists.data?.reasonCodes ?? []).filter((reason) => reason.category === 'LOGOUT' && !reason.system)
  const [reason, setReason] = useState<string | null>(null)
  const [everywhere, setEverywhere] = useState(false)
  const [isBusy, setBusy] = useState(false)

  const signOut = () => {
    setBusy(true)
    hotseat.signOut({ everywhere, ...(reason === null ? {} : { reasonCode: Number(reason) }) }).catch((error: unknown) => {
      setBusy(false)
      notifications.show({ color: 'red', message: problemText(error, texts), withBorder: true })
    })
  }
  return (
    <Stack>
      {reasons.length > 0 && (
        <Radio.Group label={words.signOutReason} value={reason} onChange={setReason}>
          <Stack gap="xs" mt="xs">
            {reasons.map(({ code, label }) => (
              <Radio key={code} value={String(code)} label={label} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      <Checkbox
        label={words.signOutEverywhere}
        checked={everywhere}
        onChange={(event) => setEverywhere(event.currentTarget.checked)}
      />
      <Group gap="xs">
        <ActButton loading={isBusy} onClick={signOut}>
          {words.signOut}
        </ActButton>
        <Button variant="default" onClick={onCancel}>
          {texts.common.cancel}
        </Button>
      </Group>
    </Stack>
  )
}
