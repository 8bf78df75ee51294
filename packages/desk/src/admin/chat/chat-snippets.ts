import type { ChatProjectDocument } from '@hotseat/protocol'

/** What the snippets are written for. */
type Where = {
  readonly project: Pick<ChatProjectDocument, 'id' | 'audience' | 'singleUse'>
  readonly tenant: string
  /** The server's own origin, where the widget comes from. */
  readonly origin: string
}

/** What goes into the pages of the web site: the widget, and the sign-in of the customer who is signed in there. */
export function pageSnippet({ project, tenant, origin }: Where): string {
  return `<script src="${origin}/chat-widget.js" defer></script>
<chat-widget jira-id="${tenant}" service-desk-id="${project.id}"></chat-widget>
<script type="module">
  const chatWidget = document.querySelector('chat-widget')
  chatWidget.onload = async () => {
    const response = await fetch('/chat-token')
    if (response.ok) await chatWidget.loginWithToken(await response.text())
  }
</script>
`
}

/** What goes into the back end of the web site: it says who its customer is, by a token of five minutes. `kid` null: any key. */
export function backEndSnippet({ project: { audience, singleUse } }: Where, kid: string | null): string {
  const header = `{ alg: 'HS256', typ: 'JWT'${kid === null ? '' : `, kid: '${kid}'`} }`
  const more = [
    ...(audience === null ? [] : [`    .setAudience(${JSON.stringify(audience)})`]),
    ...(singleUse ? ['    .setJti(crypto.randomUUID())'] : []),
  ]
  return `import { SignJWT } from 'jose'

const key = new TextEncoder().encode(process.env.CHAT_SECRET)

app.get('/chat-token', async (request, response) => {
  const { email, name } = request.user // who is signed in on your site
  const token = await new SignJWT({ email, displayName: name })
    .setProtectedHeader(${header})
    .setIssuedAt()
    .setExpirationTime('5m')
${more.map((line) => `${line}\n`).join('')}    .sign(key)
  response.type('text/plain').send(token)
})
`
}
