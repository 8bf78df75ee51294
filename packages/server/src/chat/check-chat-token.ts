import { accepted, type Refusal, type Result, readChatClaims, refused } from '@hotseat/core'
import type { AnswerOf, Operations } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { ChatKeyRow, ChatProjectRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { chatMessageOf } from './chat-message.ts'
import { createChatSigner } from './chat-signer.ts'
import { parseChatToken } from './parse-chat-token.ts'
import { readChatHeader } from './read-chat-header.ts'
import { openChatKey } from './seal-chat-key.ts'

type Report = AnswerOf<Operations['checkChatToken']>
type What = Report['findings'][number]['what']

/**
 * Says what is right and wrong with a token, without using it (spec CT16): the steps of the login in their order, but what comes after a
 * fault is looked at as well. The message is the one of the first fault, as a page would read it.
 */
export function createCheckChatToken(deps: Deps): Pick<Handlers, 'checkChatToken'> {
  const { store, clock, vault } = deps
  const signer = createChatSigner(vault)

  return {
    async checkChatToken({ caller: { tenantId }, params: { id: projectId }, body: { token: text } }) {
      const tenant = store.tenant(tenantId)
      const project = await tenant.get('chatProjects', { id: projectId })
      if (!project) return refused('object.unknown')
      const keys = await tenant.find('chatKeys', { where: { projectId }, orderBy: 'createdAt' })

      const notes = createNotes()
      notes.add('project', closedBy(project), 'It is open, and signs customers in by tokens.')
      const parsed = parseChatToken(text)
      notes.addResult('form', parsed, 'It is canonical.')
      if (!parsed.ok) return accepted({ document: notes.report(null, null) })
      const { header, claims } = parsed.value

      const read = readChatHeader(header)
      notes.addResult('header', read, 'It is HS256.')
      const kid = read.ok ? read.value.kid : null
      const isReadable = (row: ChatKeyRow) => openChatKey(vault, tenantId, row) !== null
      const key = judgeKey(keys, kid, isReadable)
      notes.add('key', key.ok ? null : { code: 'chatToken.signature', detail: key.detail }, key.detail)
      const signedBy = read.ok ? await signer.find(tenantId, keys, parsed.value, kid) : null
      notes.add('signature', signedBy ? null : { code: 'chatToken.signature' }, `It was made by the key ${signedBy?.kid}.`)

      const identity = readChatClaims(claims, project, clock.now())
      const who = identity.ok ? identity.value : null
      const until = who && new Date(who.expiresAt).toISOString()
      notes.addResult('claims', identity, `They name ${who?.name} <${who?.email}> until ${until}.`)
      const jti = project.singleUse ? (who?.jti ?? null) : null
      const used = jti !== null && (await tenant.get('usedTokens', { projectId, jti })) !== undefined
      notes.add('use', used ? { code: 'chatToken.used' } : null, 'It was not used before, or may be used again.')
      return accepted({ document: notes.report(header, claims) })
    },
  }
}

/** Why the project itself signs nobody in by a token; null when it does. */
function closedBy({ disabledAt, autoLogin }: ChatProjectRow): Refusal | null {
  if (disabledAt !== null) return { code: 'chat.project', detail: 'it is disabled' }
  return autoLogin ? null : { code: 'chatToken.disabled' }
}

/** Whether there is a key that could have signed the token, in words for an administrator. */
function judgeKey(keys: readonly ChatKeyRow[], kid: string | null, isReadable: (row: ChatKeyRow) => boolean) {
  const active = keys.filter(({ revokedAt }) => revokedAt === null)
  const named = kid === null ? active : active.filter((row) => row.kid === kid)
  if (named.length === 0) {
    if (kid === null) return { ok: false, detail: 'The project has no active key.' }
    const isRevoked = keys.some((row) => row.kid === kid)
    return { ok: false, detail: isRevoked ? `The key ${kid} was revoked.` : `The project has no key ${kid}.` }
  }
  if (!named.some(isReadable))
    return { ok: false, detail: 'This server cannot read the key: HOTSEAT_SECRET_KEY was another one.' }
  return { ok: true, detail: kid === null ? 'The header names none, so each active one is tried.' : `The key ${kid} is active.` }
}

function createNotes() {
  const findings: Report['findings'] = []
  let first: Refusal | null = null

  function add(what: What, refusal: Refusal | null, detail: string): void {
    first ??= refusal
    // The details of these refusals are about the token alone, and whoever reads them has it.
    const wrong = refusal && `${chatMessageOf(refusal)}${refusal.detail === undefined ? '' : ` (${refusal.detail})`}`
    findings.push({ what, ok: refusal === null, detail: wrong ?? detail })
  }

  return {
    add,
    addResult: (what: What, outcome: Result<unknown>, detail: string) => add(what, outcome.ok ? null : outcome.refusal, detail),
    report: (header: Report['header'], claims: Report['claims']): Report => ({
      valid: first === null,
      message: first && chatMessageOf(first),
      findings,
      header,
      claims,
    }),
  }
}
