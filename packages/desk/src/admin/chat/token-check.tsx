import type { AnswerOf, Operations } from '@hotseat/protocol'
import { Textarea } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { ActButton } from '../../app/act-button.tsx'
import { useMoments } from '../../app/moments.ts'
import { Panel } from '../../app/panel.tsx'
import { problemText } from '../../app/problem.ts'
import { useOperation } from '../../app/use-operation.ts'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import classes from './chat-admin.module.css'
import { tokenFoundText } from './token-found-text.ts'

type Report = AnswerOf<Operations['checkChatToken']>

/** Paste a token in, read what is right and wrong with it (spec CT16). It is sent as it is to be looked at, and kept nowhere. */
export function TokenCheck({ projectId }: { projectId: string }) {
  const texts = useAllTexts()
  const words = texts.chatAdmin
  const [token, setToken] = useState('')
  const check = useOperation('checkChatToken', { quiet: true })
  return (
    <Panel title={words.check}>
      <form
        className={classes.check}
        onSubmit={(event) => {
          event.preventDefault()
          if (token.trim() !== '') check.mutate({ params: { id: projectId }, body: { token } })
        }}
      >
        <Textarea
          label={words.token}
          description={words.checkHelp}
          classNames={{ input: classes.mono ?? '' }}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={8_192}
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={(event) => {
            setToken(event.currentTarget.value)
            check.reset()
          }}
        />
        <div>
          <ActButton type="submit" loading={check.isPending} hindrance={token.trim() === '' ? words.checkHelp : null}>
            {words.checkDo}
          </ActButton>
        </div>
      </form>
      <div role="status">{check.data !== undefined && <Findings report={check.data} token={token} />}</div>
      {check.isError && (
        <p className="hs-notice" data-tone="danger" role="alert">
          {problemText(check.error, texts)}
        </p>
      )}
    </Panel>
  )
}

function Findings({ report, token }: { report: Report; token: string }) {
  const texts = useAllTexts()
  const words = texts.chatAdmin
  const moments = useMoments()
  const { valid, message, findings, header, claims } = report
  return (
    <div className={classes.report} data-testid="token-report">
      <p className="hs-notice" data-tone={valid ? 'ready' : 'danger'}>
        {valid ? words.good : words.bad(message ?? '')}
      </p>
      <ul className={classes.findings}>
        {findings.map(({ what, ok, found }) => {
          const Icon = ok ? IconCheck : IconX
          return (
            <li key={what} data-tone={ok ? 'ready' : 'danger'}>
              <Icon role="img" aria-label={ok ? words.right : words.wrong} size={17} stroke={2.25} />
              <strong>{words.checks[what]}</strong>
              <span>{tokenFoundText(found, token, texts, moments)}</span>
            </li>
          )
        })}
      </ul>
      <div className={classes.parts}>
        <Part title={words.header} part={header} />
        <Part title={words.claims} part={claims} />
      </div>
    </div>
  )
}

function Part({ title, part }: { title: string; part: Report['header'] }) {
  if (part === null) return null
  return (
    <section>
      <h3 className={classes.caption}>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0} dir="ltr" role="region" aria-label={title}>
        <code>{JSON.stringify(part, null, 2)}</code>
      </pre>
    </section>
  )
}
