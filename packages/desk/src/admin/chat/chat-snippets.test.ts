import { expect, test } from 'vitest'
import { backEndSnippet, pageSnippet } from './chat-snippets.ts'

const where = {
  project: { id: 'support', audience: null, singleUse: false },
  tenant: 'demo',
  origin: 'https://desk.example',
}

test('the page loads the widget from this server, for this tenant and project', () => {
  const snippet = pageSnippet(where)
  expect(snippet).toContain('<script src="https://desk.example/chat-widget.js" defer></script>')
  expect(snippet).toContain('<chat-widget jira-id="demo" service-desk-id="support"></chat-widget>')
  expect(snippet).toContain('loginWithToken')
})

test('the back end signs what the project asks for, by the key that was generated', () => {
  expect(backEndSnippet(where, 'k1')).toContain("kid: 'k1'")
  expect(backEndSnippet(where, null)).not.toMatch(/kid|setAudience|setJti/)
  const strict = { ...where, project: { ...where.project, audience: 'the "shop"', singleUse: true } }
  expect(backEndSnippet(strict, null)).toContain(
    '.setAudience("the \\"shop\\"")\n    .setJti(crypto.randomUUID())\n    .sign(key)',
  )
})
