import type { SessionDocument } from '@hotseat/protocol'
import type { SessionRow } from '../../store/tables.ts'
import type { LoginBody } from './login-body.ts'
import { userTypes } from './user-types.ts'

/** What the answer to a sign-in is made of. */
export type LoginFacts = {
  readonly body: LoginBody
  readonly document: SessionDocument
  readonly address: string
  readonly userAgent: string
  readonly jwt: string
  /** How long the token holds, in milliseconds. */
  readonly expiryMs: number
  /** The person's session before this one. */
  readonly last: Readonly<SessionRow> | undefined
}

/** The answer to a sign-in, with every member that clients read. */
export function showLogin({ body, document, address, userAgent, jwt, expiryMs, last }: LoginFacts) {
  const { user, session, agent } = document
  const client = {
    publicIp: address,
    clientType: body.clientType ?? null,
    clientVersion: body.clientVersion ?? null,
    browserInfo: userAgent,
  }
  return {
    requestId: body.requestId ?? null,
    contactCenterId: user.tenant,
    userSessionInfo: {
      userId: user.username,
      terminalInfo: agent?.extension ?? '',
      sessionId: session.id,
      loginTime: session.startedAt,
      userType: userTypes[user.role],
      lastLoginInfo: showLastLogin(document, last),
      ...client,
      authenticationPolicy: null,
      userName: user.name,
      rootUser: false,
    },
    authenticationState: {
      userId: user.username,
      authPolicyVsUserAuthState: {},
      authPolicyVsUserInfo: {
        'auth.type.passwd': {
          userId: user.username,
          sessionId: session.id,
          properties: {
            passwordStateDetail: { reason: null, passwordValid: true, warnUser: false, shouldChangePassword: false },
          },
          // Clients read these as text.
          loginProperties: {
            jwt,
            jwtTokenExpiryMs: String(expiryMs),
            contact_center_id: user.tenant,
            isSingleDomain: 'true',
          },
        },
      },
    },
    configurations: {},
  }
}

/** Nulls at the first sign-in. */
function showLastLogin({ user }: SessionDocument, last: LoginFacts['last']) {
  return {
    userId: user.username,
    userName: user.name,
    lastLoginTime: last?.startedAt ?? null,
    lastLogoutTime: last?.endedAt ?? null,
    sessionId: last?.id ?? null,
    localIp: last?.address ?? null,
    publicIp: last?.address ?? null,
    clientType: null,
    clientVersion: null,
    browserInfo: last?.userAgent ?? null,
  }
}
