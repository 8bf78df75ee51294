import type { ChatProjectDocument } from '@hotseat/protocol'
import { useView } from '../../app/view-context.tsx'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import own from './chat-admin.module.css'
import { backEndSnippet, pageSnippet, scriptSnippet } from './chat-snippets.ts'
import { CodeBlock } from './code-block.tsx'

/** What to paste into the web site and its back end, as the guide has it (spec CT17). `kid` null: any key. */
export function ChatSnippetList({ project, kid }: { project: ChatProjectDocument; kid: string | null }) {
  const { chatAdmin: words } = useAllTexts()
  const { user } = useView().session
  const where = { project, tenant: user.tenant, origin: location.origin }
  return (
    <>
      <p className={own.help}>{words.forBackEndHelp}</p>
      <CodeBlock title={words.forBackEnd} code={backEndSnippet(where, kid)} copyLabel={words.copyBackEnd} />
      <CodeBlock title={words.forPage} code={pageSnippet(where)} copyLabel={words.copyPage} />
      <CodeBlock title={words.forScript} code={scriptSnippet} copyLabel={words.copyScript} />
    </>
  )
}
