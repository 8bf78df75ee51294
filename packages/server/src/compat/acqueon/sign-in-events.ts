import type { DeskDocument } from '@hotseat/protocol'
import { showAgentState, showLogin, showMedia, showUser, timeOf } from './agent-messages.ts'
import { showCalls, showDialog } from './call-messages.ts'
import type { DeskFacts } from './desk-facts.ts'
import { type BusEvent, eventOf } from './envelope.ts'
import { mappingEvents, showMrdList, showPhoneBooks, showReasons, showWrapUpCodes } from './list-messages.ts'

/** The fifteen events that follow a sign-in, in the seed's order (spec AQ10). `server` is our own origin. */
export function signInEvents(facts: DeskFacts, desk: DeskDocument, server: string): readonly BusEvent[] {
  return [
    eventOf('Connection/OpenConnection', { status: 'open', server }),
    eventOf('Connection/SetConnectionStatus', { status: 'connected' }),
    eventOf('Agent/SetAgentState', showAgentState(facts, 'system')),
    eventOf('Agent/Login', showLogin(facts, 'LoggedIn')),
    eventOf('General/GetAppState', showAppState(facts)),
    eventOf('Call/CallsStateChange', showCalls(facts, false)),
    eventOf('Media/SetMRDList', showMrdList(desk)),
    eventOf('Media/GetMedia', showMedia(facts)),
    eventOf('System/SetSystemInfo', showSystemInfo(facts, server)),
    ...mappingEvents(desk, facts.agent?.campaigns ?? []),
    eventOf('Agent/SetLogOutReasonCodes', showReasons(desk, 'LOGOUT')),
    eventOf('Agent/SetNotReadyReasonCodes', showReasons(desk, 'NOT_READY')),
    eventOf('Agent/SetPhoneBook', showPhoneBooks(desk)),
    eventOf('Agent/SetWrapupCode', showWrapUpCodes(desk)),
  ]
}

/** `General/GetAppState`. The vendor's sample echoes the password here: we never do. */
export function showAppState(facts: DeskFacts) {
  const user = showUser(facts)
  return {
    ctiState: {
      userInfo: {
        username: facts.member.username,
        extension: user.extension,
        ismobileagent: false,
        mobileagentmode: '',
        mobilenumber: '',
      },
      State: user.state,
      agentState: user.state,
      makeCall: null,
      rules: {
        ResponseType: 0,
        ResponseText: 'Success',
        ResponseActual: { user, dialog: showDialog(facts) },
      },
    },
  }
}

/** Finesse's SystemInfo object. The nodes of a cluster are behind one address, so there is no secondary one. */
function showSystemInfo({ now }: DeskFacts, server: string) {
  const host = URL.parse(server)?.hostname ?? ''
  return {
    currentTimestamp: timeOf(now),
    deploymentType: 'UCCE',
    license: 'PREMIUM',
    peripheralId: '',
    primaryNode: { host },
    secondaryNode: { host: '' },
    status: 'IN_SERVICE',
    systemAuthMode: 'NON_SSO',
    timezoneOffset: 0,
    uri: '/finesse/api/SystemInfo',
    xmppDomain: host,
    xmppPubSubDomain: `pubsub.${host}`,
  }
}
