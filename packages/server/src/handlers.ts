import { createCampaigns } from './admin/campaigns.ts'
import { createChangeUser } from './admin/change-user.ts'
import { createCreateUser } from './admin/create-user.ts'
import { createEndUserSessions } from './admin/end-user-sessions.ts'
import { createFindUsers } from './admin/find-users.ts'
import { createPhoneBooks } from './admin/phone-books.ts'
import { createPlaces } from './admin/places.ts'
import { createReasonCodes } from './admin/reason-codes.ts'
import { createRemoveSecondFactor } from './admin/remove-second-factor.ts'
import { createResetUser } from './admin/reset-user.ts'
import { createUnblockUser } from './admin/unblock-user.ts'
import { createWrapUpCodes } from './admin/wrap-up-codes.ts'
import { createNotes } from './agent/note.ts'
import { createSetSeat } from './agent/set-seat.ts'
import { createTimeline } from './agent/timeline.ts'
import { createWork } from './agent/work.ts'
import { createAudit } from './audit/audit.ts'
import { createCannedReplies } from './chat/canned-replies.ts'
import { createChatKeys } from './chat/chat-keys.ts'
import { createChatProjects } from './chat/chat-projects.ts'
import { createCheckChatToken } from './chat/check-chat-token.ts'
import { createConversations } from './chat/conversations.ts'
import { createWhispers } from './chat/whispers.ts'
import type { Deps } from './deps.ts'
import { createDesk } from './desk/desk.ts'
import { createFloorActs } from './floor/act-on-agent.ts'
import { createFloor } from './floor/floor.ts'
import { createPhoneCredentials } from './phone/phone-credentials.ts'
import { createChangePreference } from './preferences/change-preference.ts'
import { createReadPreferences } from './preferences/read-preferences.ts'
import { createReloadPreferences } from './preferences/reload-preferences.ts'
import { createTenantSettings } from './preferences/tenant-settings.ts'
import { createActOnRecording } from './recording/act-on-recording.ts'
import { createMyRecording } from './recording/my-recording.ts'
import { createRecorderOrders } from './recording/recorder-orders.ts'
import { createRecorderSignIn } from './recording/recorder-sign-in.ts'
import { createRecorderTicket } from './recording/recorder-ticket.ts'
import { createRecorders } from './recording/recorders.ts'
import { createRecordings } from './recording/recordings.ts'
import { createWrappingKey } from './recording/wrapping-key.ts'
import { createActivate } from './sign-on/activate.ts'
import { createAttempts } from './sign-on/attempts.ts'
import { createChangePassword } from './sign-on/change-password.ts'
import { createCurrentSession } from './sign-on/current-session.ts'
import { createEcho } from './sign-on/echo.ts'
import { createEnrolSecondFactor } from './sign-on/enrol-second-factor.ts'
import { createOwnSessions } from './sign-on/own-sessions.ts'
import { createResume } from './sign-on/resume.ts'
import { createSignIn } from './sign-on/sign-in.ts'
import { createSignOut } from './sign-on/sign-out.ts'
import { createSwitchTenant } from './sign-on/switch-tenant.ts'
import { createDemoCall } from './telephony/demo-call.ts'
import type { Handlers } from './use-case.ts'

/** Every use case by operation name. `settings` may be shared with the tick and presence, `whispers` with the sockets. */
export function createHandlers(
  deps: Deps,
  settings = createTenantSettings(deps.store),
  whispers = createWhispers(deps),
): Handlers {
  const attempts = createAttempts(deps)
  return {
    signIn: createSignIn(deps, settings, attempts),
    changePassword: createChangePassword(deps, settings, attempts),
    session: createCurrentSession(deps, settings),
    ...createOwnSessions(deps),
    echo: createEcho(deps),
    resume: createResume(deps, settings),
    signOut: createSignOut(deps, settings),
    ...createEnrolSecondFactor(deps),
    switchTenant: createSwitchTenant(deps, settings),
    activate: createActivate(deps, settings),

    desk: createDesk(deps),
    ...createWork(deps, settings),
    setSeat: createSetSeat(deps, settings),
    ...createNotes(deps),
    timeline: createTimeline(deps),
    demoCall: createDemoCall(deps, settings),

    ...createConversations(deps, { settings, whispers }),

    ...createPhoneCredentials(deps),

    recorderTicket: createRecorderTicket(deps),
    recorderSignIn: createRecorderSignIn(deps, settings),
    recorderOrders: createRecorderOrders(deps, settings, createWrappingKey(deps)),
    myRecording: createMyRecording(deps),
    actOnRecording: createActOnRecording(deps),
    ...createRecordings(deps),
    ...createRecorders(deps),

    floor: createFloor(deps),
    ...createFloorActs(deps, settings),

    ...createReadPreferences(deps),
    ...createChangePreference(deps),
    reloadPreferences: createReloadPreferences(deps),

    ...createFindUsers(deps),
    createUser: createCreateUser(deps),
    changeUser: createChangeUser(deps),
    resetUser: createResetUser(deps),
    unblockUser: createUnblockUser(deps),
    removeSecondFactor: createRemoveSecondFactor(deps),
    endUserSessions: createEndUserSessions(deps),
    ...createPlaces(deps),
    ...createCampaigns(deps),
    ...createReasonCodes(deps),
    ...createWrapUpCodes(deps),
    ...createPhoneBooks(deps),
    ...createChatProjects(deps),
    ...createChatKeys(deps),
    ...createCheckChatToken(deps),
    ...createCannedReplies(deps),
    audit: createAudit(deps),
  }
}
