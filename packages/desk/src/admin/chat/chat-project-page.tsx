import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react'
import { Failed, Loading } from '../../app/blank-states.tsx'
import { Panel } from '../../app/panel.tsx'
import { goTo } from '../../app/route.ts'
import { useAnswer } from '../../app/use-operation.ts'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import classes from '../admin.module.css'
import { ChatKeys } from './chat-keys.tsx'
import { ChatSnippetList } from './chat-snippet-list.tsx'
import { TokenCheck } from './token-check.tsx'

/** One chat project: its secret keys, what to paste into the web site, and a look at a token. */
export function ChatProjectPage({ id }: { id: string }) {
  const { chatAdmin: words } = useAllTexts()
  const { data: project, error, isError, refetch } = useAnswer('chatProject', { params: { id } }, { anew: true })
  if (isError && project === undefined) return <Failed error={error} onRetry={() => void refetch()} />
  if (project === undefined) return <Loading rows={8} />
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
        <ChatSnippetList project={project} kid={null} />
      </Panel>
      <TokenCheck projectId={id} />
    </>
  )
}
