import { accepted, type ChatIdentity, chatClaims, type Refusal, type Result, readChatClaims, refused } from '@hotseat/core'
import type { AnswerOf, Operations, TokenFound } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { ChatKeyRow, ChatProjectRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { chatMessageOf } from './chat-message.ts'
import { createChatSigner } from './chat-signer.ts'
import { parseChatToken } from './parse-chat-token.ts'
import { readChatHeader } from './read-chat-header.ts'
import { openChatKey } from './seal-chat-key.ts'
import { type TokenRead, tokenFault, tokenRead } from './token-read.ts'

type Report = AnswerOf<Operations['checkChatToken']>
type What = Report['findings'][number]['what']
/** What is right with a part of a token, or its fault. */
type Judged = TokenRead<TokenFound>

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
      notes.add('project', judgeProject(project))
      const parsed = parseChatToken(text)
      notes.add('form', parsed.ok ? right({ code: 'canonical' }) : parsed)
      if (!parsed.ok) return accepted({ document: notes.report(null, null) })
      const { header, claims } = parsed.value

      const read = readChatHeader(header)
      notes.add('header', read.ok ? right({ code: 'headerRight' }) : read)
      const kid = read.ok ? read.value.kid : null
      notes.add(
        'key',
        judgeKey(keys, kid, (row) => openChatKey(vault, tenantId, row) !== null),
      )
      const signedBy = read.ok ? await signer.find(tenantId, keys, parsed.value, kid) : null
      notes.add('signature', signedBy ? right({ code: 'signedBy', kid: signedBy.kid }) : badSignature({ code: 'signatureWrong' }))

      const identity = readChatClaims(claims, project, clock.now())
      notes.add('claims', judgeClaims(identity))
      const jti = project.singleUse && identity.ok ? identity.value.jti : null
      const used = jti !== null && (await tenant.get('usedTokens', { projectId, jti })) !== undefined
      notes.add('use', used ? tokenFault({ code: 'chatToken.used' }, { code: 'used' }) : right({ code: 'notUsed' }))
      return accepted({ document: notes.report(header, claims) })
    },
  }
}

const right = (found: TokenFound): Judged => tokenRead(found)
const badSignature = (found: TokenFound): Judged => tokenFault({ code: 'chatToken.signature' }, found)

/** Whether the project itself signs anybody in by a token. */
function judgeProject({ disabledAt, autoLogin }: ChatProjectRow): Judged {
  if (disabledAt !== null) return tokenFault({ code: 'chat.project' }, { code: 'projectDisabled' })
  return autoLogin ? right({ code: 'projectOpen' }) : tokenFault({ code: 'chatToken.disabled' }, { code: 'autoLoginOff' })
}

/** Whether there is a key that could have signed the token. */
function judgeKey(keys: readonly ChatKeyRow[], kid: string | null, isReadable: (row: ChatKeyRow) => boolean): Judged {
  const active = keys.filter(({ revokedAt }) => revokedAt === null)
  const named = kid === null ? active : active.filter((row) => row.kid === kid)
  if (named.some(isReadable)) return right(kid === null ? { code: 'keysTried' } : { code: 'keyActive', kid })
  if (named.length > 0) return badSignature({ code: 'keyUnreadable' })
  if (kid === null) return badSignature({ code: 'keyNone' })
  return badSignature({ code: keys.some((row) => row.kid === kid) ? 'keyRevoked' : 'keyUnknown', kid })
}

function judgeClaims(read: Result<ChatIdentity>): Judged {
  if (!read.ok) return tokenFault(read.refusal, claimsFault(read.refusal))
  const { name, email, expiresAt } = read.value
  return right({ code: 'claimsRight', name, email, until: expiresAt })
}

function claimsFault({ code, facts }: Refusal): TokenFound {
  const claim = chatClaims.find((each) => each === facts?.claim)
  if (claim === undefined) return { code: 'expired' }
  return { code: code === 'chatToken.claim' ? 'claimMissing' : 'claimWrong', claim }
}

function createNotes() {
  const findings: Report['findings'] = []
  let first: Refusal | null = null
  return {
    add(what: What, judged: Judged): void {
      if (!judged.ok) first ??= judged.refusal
      findings.push({ what, ok: judged.ok, found: judged.ok ? judged.value : judged.found })
    },
    report: (header: Report['header'], claims: Report['claims']): Report => ({
      valid: first === null,
      message: first && chatMessageOf(first),
      findings,
      header,
      claims,
    }),
  }
}
