import { expect, test } from 'vitest'
import { backEndSnippet, pageSnippet, scriptSnippet } from './chat-snippets.ts'

const where = {
  project: { id: 'support', audience: null, singleUse: false },
  tenant: 'demo',
  origin: 'https://desk.example',
}

const [guide = ''] = Object.values(
  import.meta.glob<string>('../../../../../docs/guides/chat-auto-login.md', { query: '?raw', import: 'default', eager: true }),
)
/** The guide's file of this name, with the names of `where` in it. */
function inGuide(name: string): string {
  const [, text = ''] = new RegExp(`\`\`\`\\w+\\n(?://|<!--) ${name}(?: -->)?\\n([\\s\\S]*?)\`\`\``).exec(guide) ?? []
  return text.replaceAll('https://chat.example.com', where.origin).replaceAll('"acme"', '"demo"')
}

test('[CT17] what is pasted is what the guide has, with the names of the project in it', () => {
  expect(inGuide('page.html')).toContain(pageSnippet(where))
  expect(scriptSnippet).toBe(inGuide('shop-chat.js'))
  expect(backEndSnippet(where, null)).toBe(inGuide('chat-token.mjs'))
})

test('[CT17] the back end signs what the project asks for, by the key that was generated', () => {
  expect(backEndSnippet(where, 'k1')).toContain("kid: 'k1'")
  expect(backEndSnippet(where, null)).not.toMatch(/kid|setAudience|setJti/)
  const strict = { ...where, project: { ...where.project, audience: 'the "shop"', singleUse: true } }
  expect(backEndSnippet(strict, null)).toContain(
    '.setAudience("the \\"shop\\"")\n    .setJti(crypto.randomUUID())\n    .sign(key)',
  )
})
