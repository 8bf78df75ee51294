import { Button, CopyButton, Group, Stack, TextInput } from '@mantine/core'
import { useMoments } from '../app/moments.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'

/** The one-use link secret that the server shows once (S-06). */
export type Activation = { readonly secret: string; readonly expiresAt: number }

const isActivation = (value: unknown): value is Activation =>
  typeof value === 'object' && value !== null && 'secret' in value && 'expiresAt' in value

/** The activation in the answer of creating or resetting a user; null in any other answer. */
export function readActivation(answer: unknown): Activation | null {
  if (isActivation(answer)) return answer
  if (typeof answer !== 'object' || answer === null || !('activation' in answer)) return null
  return isActivation(answer.activation) ? answer.activation : null
}

/** The link to hand over; it is not shown again. */
export function ActivationLink({ activation, name, onDone }: { activation: Activation; name: string; onDone: () => void }) {
  const texts = useAllTexts()
  const words = texts.admin.user
  const moments = useMoments()
  const link = `${location.origin}/#/activate/${encodeURIComponent(activation.secret)}`
  return (
    <Stack>
      <p>{words.activationHelp(name)}</p>
      <TextInput
        readOnly
        label={words.activation}
        description={words.activationUntil(moments.full(activation.expiresAt))}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group gap="xs">
        <CopyButton value={link}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? words.copied : words.copy}</Button>}
        </CopyButton>
        <Button variant="default" onClick={onDone}>
          {texts.common.done}
        </Button>
      </Group>
    </Stack>
  )
}
