import { Stack } from '@mantine/core'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { PasswordField } from '../app/password-field.tsx'
import { preferenceOf } from '../app/preferences.ts'
import { problemCode, problemText } from '../app/problem.ts'
import { useOperation } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'

/** Changes my password. Afterwards every session of mine is over, this one too (S-05). */
export function PasswordForm() {
  const texts = useTexts()
  const words = texts.shell
  const { session } = useView()
  const [typed, setTyped] = useState({ current: '', next: '', again: '' })
  const [left, setLeft] = useState({ next: false, again: false })
  const change = useOperation('changePassword', { quiet: true, onSuccess: () => setTyped({ current: '', next: '', again: '' }) })
  const missing = preferenceOf(session, 'passwords.minLength') - [...typed.next].length
  const short = missing > 0 ? texts.signIn.passwordShort(missing) : undefined
  const differs = typed.again === typed.next ? undefined : words.repeatWrong
  const code = problemCode(change.error)
  const fault = change.isError ? problemText(change.error, texts) : undefined
  const isCurrentWrong = code === 'password.wrong'
  const set = (field: keyof typeof typed) => (event: { currentTarget: HTMLInputElement }) =>
    setTyped({ ...typed, [field]: event.currentTarget.value })

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        setLeft({ next: true, again: true })
        if (short === undefined && differs === undefined) change.mutate({ body: { current: typed.current, next: typed.next } })
      }}
    >
      <Stack gap="sm">
        <p className="hs-muted hs-small">{words.passwordEnds}</p>
        <PasswordField
          data-autofocus
          label={words.currentPassword}
          autoComplete="current-password"
          value={typed.current}
          error={isCurrentWrong ? fault : undefined}
          onChange={set('current')}
        />
        <PasswordField
          label={words.newPassword}
          autoComplete="new-password"
          value={typed.next}
          error={(left.next ? short : undefined) ?? (isCurrentWrong ? undefined : fault)}
          onChange={set('next')}
          onBlur={() => setLeft({ ...left, next: typed.next !== '' })}
        />
        <PasswordField
          label={words.repeatPassword}
          autoComplete="new-password"
          value={typed.again}
          error={left.again ? differs : undefined}
          onChange={set('again')}
          onBlur={() => setLeft({ ...left, again: typed.again !== '' })}
        />
        <ActButton type="submit" loading={change.isPending}>
          {words.changePassword}
        </ActButton>
      </Stack>
    </form>
  )
}
