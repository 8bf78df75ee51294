import { type Agent, decideAgent, isNotReady, type MediumStatus, mayDo } from '@hotseat/core'
import { type DeskFacts, mainStatusOf, type Reason } from './desk-facts.ts'

/** A moment as Finesse writes it: `2022-05-05T11:50:41.836Z`. */
export function timeOf(at: number): string {
  return new Date(at).toISOString()
}

/** Where the vendor's samples say a person is found; an identifier, nothing is served there. */
export function uriOf({ member }: Pick<DeskFacts, 'member'>): string {
  return `/finesse/api/User/${encodeURIComponent(member.username)}`
}

/** A reason code as the lists tell it. */
export function showReason({ category, code, label, system }: Reason) {
  return { uri: `/finesse/api/ReasonCode/${category}/${code}`, category, code, label, forAll: true, systemCode: system }
}

/** `Agent/SetAgentState`: the state on the voice medium; `source` says who changed it. */
export function showAgentState(facts: DeskFacts, source: 'agent' | 'supervisor' | 'system') {
  const status = mainOf(facts)
  return {
    state: status?.state ?? 'UNKNOWN',
    stateChangeTime: status ? timeOf(status.since) : '',
    reasonCode: facts.reason && showReason(facts.reason),
    pendingState: status?.pending?.state ?? '',
    rules: { ButtonStates: buttonStatesOf(facts) },
    source,
  }
}

/** `Agent/Login`. */
export function showLogin(facts: DeskFacts, loginState: 'LoggedIn' | 'LoggedOut') {
  const { name, username } = facts.member
  return { loginState, agentInfo: { name, extension: facts.agent?.extension ?? '', loginName: username } }
}

/** The person as Finesse's User object. */
export function showUser(facts: DeskFacts) {
  const { member, tenant, house, agent } = facts
  const status = mainOf(facts)
  const { firstName, lastName } = splitName(member.name)
  const team = { id: tenant.id, name: tenant.name, uri: `/finesse/api/Team/${encodeURIComponent(tenant.id)}` }
  const wrapUp = house.rules.wrapUpMs > 0 ? 'OPTIONAL' : 'NOT_ALLOWED'
  return {
    dialogs: `${uriOf(facts)}/Dialogs`,
    extension: agent?.extension ?? '',
    firstName,
    lastName,
    loginId: member.username,
    loginName: member.username,
    mediaType: '1',
    pendingState: status?.pending?.state ?? '',
    roles: [...(mayDo(member.role, 'desk.work') ? ['Agent'] : []), ...(mayDo(member.role, 'floor.act') ? ['Supervisor'] : [])],
    settings: { wrapUpOnIncoming: wrapUp, wrapUpOnOutgoing: wrapUp },
    state: status?.state ?? 'UNKNOWN',
    stateChangeTime: status ? timeOf(status.since) : '',
    teamId: team.id,
    teamName: team.name,
    uri: uriOf(facts),
    wrapUpTimer: String(Math.round(house.rules.wrapUpMs / 1_000)),
    teams: [team],
  }
}

/** `Media/GetMedia`: the state on every medium. */
export function showMedia(facts: DeskFacts) {
  return facts.media.map(({ id, name, maxDialogLimit }) => {
    const status = facts.agent?.states.find(({ medium }) => medium === id)
    const state = status?.state ?? 'LOGOUT'
    return {
      id,
      name,
      state,
      stateChangeTime: status ? timeOf(status.since) : '',
      routable: state !== 'LOGOUT',
      maxDialogLimit,
      interruptible: false,
      dialogLogoutAction: 'CLOSE',
      reasonCodeId: status?.reasonCode == null ? '' : String(status.reasonCode),
      uri: `${uriOf(facts)}/Media/${encodeURIComponent(id)}`,
    }
  })
}

function mainOf({ agent, media }: DeskFacts): MediumStatus | null {
  return agent && mainStatusOf(agent, media)
}

/** Which of the bus's requests would be taken now. The rules are asked themselves, so that no button lies. */
function buttonStatesOf(facts: DeskFacts) {
  const { agent } = facts
  const status = mainOf(facts)
  if (!agent || !status || agent.sessionId === null) return { Ready: false, NotReady: false, Logout: false }
  return {
    Ready: status.state !== 'READY' && mayAsk(facts, agent, status.medium, 'READY'),
    NotReady: mayAsk(facts, agent, status.medium, 'NOT_READY'),
    Logout: isNotReady(agent),
  }
}

function mayAsk({ house, now }: DeskFacts, agent: Agent, medium: string, state: 'READY' | 'NOT_READY'): boolean {
  const by = { kind: 'agent', userId: agent.userId } as const
  // The bus asks nobody for a reason (spec AQ29).
  const rules = { ...house.rules, reasonRequired: false }
  return decideAgent(agent, { type: 'setState', medium, state, reasonCode: null, by }, { now, rules }).ok
}

/** One name as the vendor's two: what is before the first space, and the rest. */
function splitName(name: string): { firstName: string; lastName: string } {
  const [firstName = '', ...rest] = name.split(' ')
  return { firstName, lastName: rest.join(' ') }
}
