import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react'
import { Failed, Loading } from '../../app/blank-states.tsx'
import { Panel } from '../../app/panel.tsx'
import { goTo } from '../../app/route.ts'
import { useAnswer } from '../../app/use-operation.ts'
import { useView } from '../../app/view-context.tsx'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import classes from '../admin.module.css'
import own from './chat-admin.module.css'
import { ChatKeys } from './chat-keys.tsx'
import { backEndSnippet, pageSnippet } from './chat-snippets.ts'
import { CodeBlock } from './code-block.tsx'
import { TokenCheck } from './token-check.tsx'

/** One chat project: its secret keys, what to paste into the web site, and a look at a token. */
export function ChatProjectPage({ id }: { id: string }) {
  const { chatAdmin: words } = useAllTexts()
  const { user } = useView().session
  const { data: project, error, isError, refetch } = useAnswer('chatProject', { params: { id } }, { anew: true })
  if (isError && project === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (project === undefined) return <Loading rows={8} />
  const where = { project, tenant: user.tenant, origin: location.origin }
  const warning = project.disabled ? words.isDisabled : project.autoLogin ? null : words.isOff
  return (
    <>
      <header className={classes.header}>
        <h1>{words.project(project.name)}</h1>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowLeft aria-hidden size={15} />}
          onClick={() => goTo('/admin/chatProjects')}
        >
          {words.back}
        </Button>
      </header>
      {warning !== null && (
        <p className="hs-notice" data-tone="notReady">
          <IconAlertTriangle aria-hidden size={17} />
          {warning}
        </p>
      )}
      <ChatKeys project={project} />
      <Panel title={words.snippets}>
        <CodeBlock title={words.forPage} code={pageSnippet(where)} copyLabel={words.copyPage} />
        <p className={own.help}>{words.forBackEndHelp}</p>
        <CodeBlock title={words.forBackEnd} code={backEndSnippet(where, null)} copyLabel={words.copyBackEnd} />
      </Panel>
      <TokenCheck projectId={id} />
    </>
  )
}
