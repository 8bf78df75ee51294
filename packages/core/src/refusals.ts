/** One row of the error catalogue: the HTTP status and the sentence a person reads. */
type Row = { readonly status: number; readonly title: string }

/**
 * The error catalogue: every code the server can answer with, its HTTP status and its public sentence.
 * Codes never change their meaning; the reference page `docs/reference/errors.md` is generated from here.
 */
export const refusals = {
  'request.malformed': { status: 400, title: 'The request could not be read.' },
  'request.invalid': { status: 400, title: 'A field of the request is missing or not valid.' },
  'request.tooLarge': { status: 413, title: 'The request is larger than this server accepts.' },
  'request.mediaType': { status: 415, title: 'The request must be JSON (Content-Type: application/json).' },
  'request.notFound': { status: 404, title: 'There is nothing at this address.' },
  'request.method': { status: 405, title: 'This address does not take this method.' },
  'origin.refused': {
    status: 403,
    title: 'Requests from this origin are not allowed. A write with a cookie must name its origin (the Origin header).',
  },
  'csrf.invalid': { status: 403, title: 'The X-CSRF-Token header is missing or belongs to another session.' },
  'permission.denied': { status: 403, title: 'Your role does not allow this.' },
  'object.unknown': { status: 404, title: 'There is no such object in this tenant.' },
  'object.exists': { status: 409, title: 'An object with this id or name exists already.' },
  'object.inUse': { status: 409, title: 'The object is in use and cannot be changed like this now.' },
  'object.changed': { status: 409, title: 'The object was changed by someone else; read it again.' },

  'session.missing': { status: 401, title: 'Sign in first.' },
  'session.ended': { status: 401, title: 'This session has ended.' },
  'session.enrolSecondFactor': { status: 403, title: 'Set up your second factor first.' },
  'session.tenant': { status: 404, title: 'You do not belong to this tenant.' },

  'signIn.credentials': { status: 401, title: 'User name or password is wrong.' },
  'signIn.blocked': { status: 429, title: 'Too many wrong passwords. Try again later.' },
  'signIn.source': { status: 429, title: 'Too many failed sign-ins from this network. Try again later.' },
  'signIn.secondFactor': { status: 401, title: 'Enter the one-time code of your authenticator app.' },
  'signIn.secondFactorWrong': { status: 401, title: 'The one-time code is wrong, too old or was used before.' },
  'signIn.elsewhere': { status: 409, title: 'You are signed in somewhere else.' },
  'signIn.extension': { status: 400, title: 'There is no such extension.' },
  'signIn.place': { status: 400, title: 'There is no such place.' },
  'signIn.position': { status: 409, title: 'The place has no ACD position, or several.' },
  'signIn.campaigns': { status: 400, title: 'You are not assigned to one of these campaigns.' },
  'signIn.deviceKey': { status: 400, title: 'The device key is not a public P-256 key.' },
  'signIn.none': { status: 401, title: 'No session is live in this browser.' },

  'resume.unknown': { status: 401, title: 'The session to resume is not known. Sign in.' },
  'resume.challenge': { status: 401, title: 'The challenge has expired; ask for a new one.' },
  'resume.replayed': { status: 401, title: 'The proof was used before; ask for a new challenge.' },
  'resume.signature': { status: 401, title: 'The proof does not belong to this session.' },
  'resume.signedOut': { status: 401, title: 'You signed out.' },
  'resume.takenOver': { status: 401, title: 'You signed in somewhere else.' },
  'resume.extensionTaken': { status: 401, title: 'Someone else signed in on your extension.' },
  'resume.bySupervisor': { status: 401, title: 'A supervisor signed you out.' },
  'resume.byAdministrator': { status: 401, title: 'An administrator ended your session.' },
  'resume.passwordChanged': { status: 401, title: 'Your password or second factor was changed. Sign in again.' },
  'resume.disabled': { status: 401, title: 'Your account is disabled.' },
  'resume.suspended': { status: 401, title: 'The contact centre is suspended.' },
  'resume.expired': { status: 401, title: 'The shift has ended. Sign in again.' },
  'resume.idle': { status: 401, title: 'You were away too long. Sign in again.' },
  'resume.keyRevoked': { status: 401, title: 'This device may no longer come back by itself. Sign in.' },

  'recorder.ticket': { status: 401, title: 'This ticket signs no recorder in. Ask for a new one.' },
  'recorder.token': { status: 401, title: 'The recorder has to prove itself again.' },
  'recorder.session': { status: 403, title: 'Only a recorder asks this.' },
  'recording.over': { status: 409, title: 'This recording is over, or another recorder makes it.' },
  'recording.part': { status: 422, title: 'This part of the recording is not what was announced. Send it again.' },
  'recording.store': { status: 503, title: 'The server cannot keep recordings now. Try again in a moment.' },

  'agent.notAgent': { status: 403, title: 'Only agents have a state.' },
  'agent.notSignedIn': { status: 409, title: 'The agent is not signed in.' },
  'agent.medium': { status: 400, title: 'The agent does not work on this medium.' },
  'agent.transition': { status: 409, title: 'The agent cannot go to this state from here.' },
  'agent.reasonRequired': { status: 400, title: 'This state needs a reason code.' },
  'agent.reasonUnknown': { status: 400, title: 'There is no such reason code for this state.' },
  'agent.wrapUpUnknown': { status: 400, title: 'There is no such wrap-up code.' },
  'agent.interaction': { status: 409, title: 'The interaction is over or belongs to someone else.' },
  'agent.noneReady': { status: 409, title: 'No agent is ready for this campaign.' },

  'chat.conversation': { status: 409, title: 'The conversation is over or belongs to someone else.' },
  'chat.transfer': { status: 409, title: 'Nobody there can take this conversation.' },
  'chat.project': { status: 404, title: 'There is no such chat.' },
  'chat.origin': { status: 403, title: 'This web site may not show the chat.' },
  'chat.keys': { status: 409, title: 'A project has at most 10 active keys. Revoke one that nobody signs with any more.' },
  'chat.session': { status: 401, title: 'Sign in to the chat first.' },
  'chat.anonymous': { status: 403, title: 'This chat is for customers who are signed in.' },
  'chatToken.malformed': { status: 401, title: 'Token is malformed' },
  'chatToken.signature': { status: 401, title: 'Token signature is invalid' },
  'chatToken.expired': { status: 401, title: 'Token has expired' },
  'chatToken.claim': { status: 401, title: 'Token is missing claim' },
  'chatToken.claimValue': { status: 401, title: 'Token has an invalid claim' },
  'chatToken.algorithm': { status: 401, title: 'Token algorithm is not allowed' },
  'chatToken.used': { status: 401, title: 'Token was used before' },
  'chatToken.disabled': { status: 403, title: 'Auto-login is not enabled for this project' },

  'preference.unknown': { status: 404, title: 'There is no such preference.' },
  'preference.level': { status: 400, title: 'The preference cannot be set at this level.' },
  'preference.value': { status: 400, title: 'The value does not fit the preference.' },
  'preference.locked': { status: 409, title: 'The preference is locked at a higher level.' },

  'password.length': { status: 400, title: 'The password is too short or too long.' },
  'password.wrong': { status: 403, title: 'The current password is wrong.' },
  'password.same': { status: 400, title: 'The new password must differ from the current one.' },
  'password.personal': { status: 400, title: 'The password must not contain your name or the product’s.' },
  'activation.invalid': { status: 403, title: 'The link was used before or has expired.' },

  'secondFactor.enrolled': { status: 409, title: 'You have a second factor already. An administrator can remove it.' },
  'secondFactor.none': { status: 409, title: 'There is no second factor to confirm or to remove.' },
  'secondFactor.code': { status: 400, title: 'The code does not fit. Check the clock of your device and try the next code.' },
  'secondFactor.unreadable': {
    status: 503,
    title:
      'This server cannot read your second factor, because HOTSEAT_SECRET_KEY is another one than before. Tell the operator.',
  },

  'rate.limited': { status: 429, title: 'Too many requests. Try again later.' },
  'overload.passwords': { status: 503, title: 'Many people are signing in. Try again in a moment.' },
  'overload.server': { status: 503, title: 'The server is busy. Try again in a moment.' },
  'store.unavailable': { status: 503, title: 'The database does not answer. Try again in a moment.' },
  'server.draining': { status: 503, title: 'This server is being restarted. Try again in a moment.' },
  'server.internal': { status: 500, title: 'Something went wrong on the server.' },
} as const satisfies Record<string, Row>

/** A stable error code. */
export type RefusalCode = keyof typeof refusals
