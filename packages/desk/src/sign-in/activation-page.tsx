import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useHotseat } from '../app/hotseat-context.tsx'
import { PasswordField } from '../app/password-field.tsx'
import { fieldProblems, problemText } from '../app/problem.ts'
import { remember } from '../app/remembered.ts'
import { goTo } from '../app/route.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './card.module.css'
import { Card } from './card.tsx'

/** The shortest password the server takes by itself (S-01); the tenant's preference may ask for more. */
const minimumLength = 15

/** What a one-use link opens: choose a password, and for the first administrator the contact centre too (S-06, S-74). */
export function ActivationPage({ secret, isSetup }: { secret: string; isSetup: boolean }) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.signIn
  const [typed, setTyped] = useState({ tenant: '', username: '', name: '', password: '' })
  const [hasLeft, setHasLeft] = useState(false)
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({})
  const [isBusy, setBusy] = useState(false)
  const missing = minimumLength - [...typed.password].length
  const short = missing > 0 ? words.passwordShort(missing) : undefined

  const set = (field: keyof typeof typed) => (event: { currentTarget: HTMLInputElement }) =>
    setTyped({ ...typed, [field]: event.currentTarget.value })

  async function finish() {
    setHasLeft(true)
    if (short !== undefined) return
    setBusy(true)
    try {
      const { password, ...first } = typed
      const done = await hotseat.call('activate', { body: { secret, password, ...(isSetup ? first : {}) } })
      remember(done.tenant, done.username, null)
      await hotseat.signIn({ tenant: done.tenant, username: done.username, password })
      goTo('/', { replace: true })
    } catch (error) {
      const byField = fieldProblems(error)
      setFaults(Object.keys(byField).length > 0 ? byField : { form: problemText(error, texts) })
    } finally {
      setBusy(false)
    }
  }

  const common = { autoCapitalize: 'none', spellCheck: false } as const
  return (
    <Card title={isSetup ? words.setupTitle : words.activateTitle} lead={isSetup ? words.setupHelp : words.activateHelp}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void finish()
        }}
      >
        {isSetup && (
          <>
            <TextInput
              {...common}
              autoFocus
              required
              label={words.tenant}
              value={typed.tenant}
              error={faults.tenant}
              onChange={set('tenant')}
            />
            <TextInput
              required
              label={words.yourName}
              autoComplete="name"
              value={typed.name}
              error={faults.name}
              onChange={set('name')}
            />
            <TextInput
              {...common}
              required
              label={words.username}
              autoComplete="username"
              value={typed.username}
              error={faults.username}
              onChange={set('username')}
            />
          </>
        )}
        <PasswordField
          autoFocus={!isSetup}
          label={words.newPassword}
          description={words.passwordHelp}
          autoComplete="new-password"
          value={typed.password}
          error={faults.password ?? (hasLeft ? short : undefined)}
          onChange={set('password')}
          onBlur={() => setHasLeft(typed.password !== '')}
        />
        {faults.form !== undefined && (
          <p className="hs-notice" data-tone="danger" role="alert">
            {faults.form}
          </p>
        )}
        <Button type="submit" size="md" loading={isBusy}>
          {words.finish}
        </Button>
      </form>
    </Card>
  )
}
