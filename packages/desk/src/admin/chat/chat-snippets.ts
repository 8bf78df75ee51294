import type { ChatProjectDocument } from '@hotseat/protocol'

/** What the snippets are written for. */
type Where = {
  readonly project: Pick<ChatProjectDocument, 'id' | 'audience' | 'singleUse'>
  readonly tenant: string
  /** The server's own origin, where the widget comes from. */
  readonly origin: string
}

/** What goes into the pages of the web site, as `page.html` of the guide has it: the widget, and the site's own script. */
export function pageSnippet({ project, tenant, origin }: Where): string {
  return `<script src="${origin}/chat-widget.js" defer></script>
<chat-widget jira-id="${tenant}" service-desk-id="${project.id}"></chat-widget>
<script src="/shop-chat.js" type="module"></script>
`
}

/** The guide's `shop-chat.js`. A file, as a careful site's policy lets no script run that stands in the page. */
export const scriptSnippet = `const chatWidget = document.querySelector('chat-widget')

async function signInToChat() {
  try {
    const response = await fetch('/chat-token')
    if (response.ok) await chatWidget.loginWithToken(await response.text())
  } catch (exception) {
    console.warn('The chat did not sign in:', exception.message, exception.code)
  }
}

chatWidget.onload = signInToChat
// Some minutes before the chat's session ends it asks for a fresh token.
chatWidget.ontokenexpiring = signInToChat

// At the site's own sign-out the chat goes first: nothing of the customer is left in the browser.
document.querySelector('#sign-out').addEventListener('click', async () => {
  try {
    await chatWidget.logout()
  } finally {
    await fetch('/sign-out', { method: 'POST' })
  }
})
`

/** The guide's `chat-token.mjs`: it says who the customer is, by a token of five minutes. `kid` null: any key. */
export function backEndSnippet({ project: { audience, singleUse } }: Where, kid: string | null): string {
  const header = `{ alg: 'HS256', typ: 'JWT'${kid === null ? '' : `, kid: '${kid}'`} }`
  const more = [
    ...(audience === null ? [] : [`    .setAudience(${JSON.stringify(audience)})`]),
    ...(singleUse ? ['    .setJti(crypto.randomUUID())'] : []),
  ]
  return `import { SignJWT } from 'jose'

const key = new TextEncoder().encode(process.env.CHAT_SECRET)

/** Says who the customer is, for five minutes. */
export function signChatToken({ email, name }) {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ email, displayName: name })
    .setProtectedHeader(${header})
    .setIssuedAt(now)
    .setExpirationTime(now + 300)
${more.map((line) => `${line}\n`).join('')}    .sign(key)
}
`
}
