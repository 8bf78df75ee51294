import { sayable } from '@hotseat/core'
import type { ChatSessionDocument } from '@hotseat/protocol'
import { createChatCalls, type Where } from './call-chat.ts'
import { createCatchUp } from './catch-up.ts'
import { ChatError, overtaken } from './chat-error.ts'
import { createCurrentSession } from './current-session.ts'
import { explainFailure } from './explain-failure.ts'
import { createGuestRenewal } from './guest-renewal.ts'
import { createKeptDraft } from './kept-draft.ts'
import type { KeptSession } from './kept-session.ts'
import { createLine } from './line.ts'
import { createMarker, dueMark, hasUnseen } from './marker.ts'
import { hasGap, knownSeq } from './merge-threads.ts'
import { liveThread, reduce } from './reduce.ts'
import { createSender } from './sender.ts'
import { createTypingTeller } from './tell-typing.ts'
import { tokenSubject } from './token-subject.ts'
import type { ViewInput } from './view-input.ts'
import { initialView, type ViewState } from './view-state.ts'
import type { World } from './world.ts'

/** A page that signs its customer in at each load mostly does so within this time: until then a kept guest is not shown. */
const restoreAfterMs = 1_000
/** The server hears of so many conversations, and tells of the last ones in any case (CH20). */
const mostNamed = 50
/** Of an agent's typing (CH22). */
const typingMs = 6_000

export type CustomerChat = ReturnType<typeof createCustomerChat>

/** One customer's chat: the session, the line, and what is shown. The element is its face. */
export function createCustomerChat(
  world: World,
  where: Where,
  { onState, onExpiring }: { readonly onState: (state: ViewState) => void; readonly onExpiring: () => void },
) {
  const { clock } = world
  const name = `${where.origin} ${where.tenant} ${where.project}`
  const calls = createChatCalls(world, where)
  const explained = (error: unknown) => explainFailure(error, calls)
  const keptDraft = createKeptDraft(world.tab, name)
  const session = createCurrentSession(world, name, { onExpiring, onGuestExpiring: () => renewal.renew() })

  let state: ViewState = initialView
  /** Counts logins and logouts: whoever is answered after the next one began was overtaken. */
  let turn = 0
  let isEntering = false
  /** The login that is under way, as long as its turn is. */
  let entering: { readonly token: string; readonly turn: number; readonly done: Promise<void> } | null = null
  let cancelRestore = () => {}

  function dispatch(input: ViewInput): void {
    const before = state
    state = reduce(state, input)
    if (state === before) return
    if (state.presence.kind === 'signedIn') keptDraft.write(state.presence.customer.id, state)
    // What is before somebody's eyes is read.
    if (state.isOpen && world.isVisible() && hasUnseen(state)) state = reduce(state, { type: 'looked' })
    onState(state)
    sender.pump()
    marker.pump()
  }

  // What is said.

  const sender = createSender(world, {
    next() {
      const outgoing = state.outbox.find(({ isRefused }) => !isRefused)
      return outgoing !== undefined && line.isLinked() ? outgoing : null
    },
    session: session.token,
    say: calls.say,
    onSaid: (said) => dispatch({ type: 'sayAnswered', said }),
    onRefused: (clientId, { code }) => dispatch({ type: 'sayRefused', clientId, code }),
    onSilence: (error) =>
      line.tell(
        error instanceof ChatError && error.status === 401
          ? { type: 'sessionMissing', code: error.code }
          : { type: 'retryAsked' },
      ),
  })

  const marker = createMarker({
    due: () => (line.isLinked() ? dueMark(state) : null),
    session: session.token,
    mark: calls.mark,
    onMarked({ conversationId, delivered, read }) {
      const thread = state.threads.find(({ conversation }) => conversation.id === conversationId)
      if (thread === undefined) return
      dispatch({ type: 'conversationChanged', conversation: { ...thread.conversation, customerMarks: { delivered, read } } })
    },
  })

  // The line.

  const line = createLine(world, calls, {
    origin: where.origin,
    session: session.token,
    after: () => Object.fromEntries(state.threads.slice(-mostNamed).map((thread) => [thread.conversation.id, knownSeq(thread)])),
    onFrame(frame) {
      switch (frame.type) {
        case 'hello':
          return onCaughtUp(frame.state)
        case 'message':
          return dispatch({ type: 'messageReceived', conversationId: frame.conversationId, message: frame.message })
        case 'conversation':
          dispatch({ type: 'conversationChanged', conversation: frame.conversation })
          if (hasGap(state.threads)) void catchUp()
          return
        case 'typing':
          clock.after(typingMs, () => dispatch({ type: 'timePassed', now: clock.now() }))
          return dispatch({ type: 'typingHeard', conversationId: frame.conversationId, until: clock.now() + typingMs })
      }
    },
    onStatus(status) {
      if (status.kind === 'signedOut' && status.code !== null && !isEntering) onEnded(status.code)
      dispatch({ type: 'connectionChanged', status })
    },
  })

  const tellTyping = createTypingTeller(world, (conversationId) => line.sayTyping(conversationId))

  function onCaughtUp(caughtUp: ChatSessionDocument['state']): void {
    const wasIn = state.presence.kind === 'signedIn' && state.presence.customer.id === caughtUp.customer.id
    dispatch({ type: 'caughtUp', state: caughtUp })
    if (!wasIn) findDraft(caughtUp.customer.id)
  }

  const catchUp = createCatchUp({ calls, session: session.token, onCaughtUp })

  // Who is here.

  /** Ended from outside. The same customer's next token, which another tab got, goes on with it; else nobody is here any more. */
  function onEnded(code: string): void {
    const next = session.successor()
    if (next !== null) {
      goOnWith(next)
      return
    }
    session.forget()
    keptDraft.recall()
    dispatch({ type: 'signedOut', code })
  }

  function goOnWith(next: KeptSession): void {
    session.adopt(next)
    line.tell({ type: 'signedIn' })
  }

  const renewal = createGuestRenewal(world, { calls, session, goOn: () => line.tell({ type: 'signedIn' }) })

  /** Nobody is here from now on: nothing of a customer stays on the screen or in the browser. */
  function leave(): KeptSession | null {
    cancelRestore()
    const former = session.forget()
    line.tell({ type: 'signedOut' })
    keptDraft.remove()
    return former
  }

  function findDraft(customerId: string): void {
    const found = keptDraft.claim(customerId)
    if (found) dispatch({ type: 'draftFound', ...found })
  }

  async function enter(ask: (previous: string | null) => Promise<ChatSessionDocument>, subject: string | null): Promise<void> {
    turn += 1
    const mine = turn
    cancelRestore()
    const previous = session.known()
    const keeps = subject !== null && previous?.subject === subject
    isEntering = true
    if (!keeps) leave()
    dispatch({ type: 'signInBegun', keeps })
    const answer = await ask(previous?.token ?? null).catch(explained)
    if (mine !== turn) {
      // Whom nobody waits for any more is not to be signed in.
      if (!(answer instanceof ChatError)) calls.logout(answer.session.token).catch(() => undefined)
      throw overtaken()
    }
    isEntering = false
    if (answer instanceof ChatError) {
      onRefusedEntry(previous, keeps)
      throw answer
    }
    session.keep(answer, subject)
    dispatch({ type: 'signedIn', state: answer.state })
    findDraft(answer.state.customer.id)
    line.tell({ type: 'signedIn' })
  }

  /** Who was here before goes on only where the page named the very same, and is ended at the server where it did not. */
  function onRefusedEntry(previous: KeptSession | null, keeps: boolean): void {
    if (previous !== null && keeps) {
      if (line.status.kind === 'signedOut') goOnWith(previous)
      return
    }
    if (previous !== null) calls.logout(previous.token).catch(() => undefined)
    dispatch({ type: 'signedOut', code: null })
  }

  const readConfig = () =>
    calls.config().then(
      (config) => dispatch({ type: 'configRead', config }),
      async (error) => dispatch({ type: 'troubleMet', code: (await explained(error)).code }),
    )

  const stopWatching = [
    world.watch((signal) => {
      if (signal === 'becameHidden') return
      session.lookAgain()
      line.tell({ type: signal })
      if (signal !== 'wentOffline' && state.config === null) void readConfig()
      // What arrived while nobody looked is seen now.
      if (signal === 'becameVisible' && state.isOpen) dispatch({ type: 'opened' })
    }),
    session.watch(() => {
      if (isEntering) return
      const next = session.successor()
      if (next !== null) return goOnWith(next)
      turn += 1
      leave()
      dispatch({ type: 'signedOut', code: 'chat.otherTab' })
    }),
  ]

  return {
    get state() {
      return state
    },
    /** Reads what the project allows, and goes on with the guest of this browser. A customer has to be named by the page (S-51). */
    start(): void {
      void readConfig()
      if (session.guest() === null) return
      dispatch({ type: 'signInBegun', keeps: false })
      cancelRestore = clock.after(restoreAfterMs, () => {
        const still = session.guest()
        if (still !== null) goOnWith(still)
        else dispatch({ type: 'signedOut', code: null })
      })
    },
    /** Signs in by the site's token; the very token that is on its way is not sent again. Rejects with a `ChatError`. */
    login(token: string): Promise<void> {
      if (isEntering && entering?.turn === turn && entering.token === token) return entering.done
      const done = enter((previous) => calls.login(String(token), previous), tokenSubject(token))
      entering = { token, turn, done }
      return done
    },
    /** Signs in without a token, where the project lets one. */
    enterAnonymously: (as: string) => enter((previous) => calls.anonymous(as, previous), null),
    /** Nothing is left here at once; resolves when the server has ended the session, too. */
    async logout(): Promise<void> {
      turn += 1
      isEntering = false
      keptDraft.forget()
      const former = leave()
      dispatch({ type: 'signedOut', code: null })
      if (former === null) return
      const error = await calls.logout(former.token).then(() => null, explained)
      // It was over already.
      if (error !== null && error.code !== 'chat.session') throw error
    },
    say(text: string): void {
      const said = sayable(text)
      if (said !== '') dispatch({ type: 'said', clientId: world.randomLabel(), text: said, at: clock.now() })
    },
    retrySay: (clientId: string) => dispatch({ type: 'sayRetried', clientId }),
    discardSay: (clientId: string) => dispatch({ type: 'sayDiscarded', clientId }),
    changeDraft(draft: string): void {
      dispatch({ type: 'draftChanged', draft })
      const live = liveThread(state)
      if (live !== undefined && draft !== '') tellTyping(live.conversation.id)
    },
    open(): void {
      if (state.config === null) void readConfig()
      dispatch({ type: 'opened' })
    },
    close: () => dispatch({ type: 'closed' }),
    startAnew: () => dispatch({ type: 'startedAnew' }),
    retryNow: () => line.tell({ type: 'retryAsked' }),
    async end(): Promise<void> {
      const live = liveThread(state)
      const token = session.token()
      if (live === undefined || token === null) return
      await calls.end(token, live.conversation.id).catch((error: unknown) => {
        dispatch({ type: 'troubleMet', code: error instanceof ChatError ? error.code : 'widget.fault' })
      })
    },
    stop(): void {
      turn += 1
      cancelRestore()
      session.stop()
      renewal.stop()
      line.stop()
      for (const stop of stopWatching) stop()
    },
  }
}
