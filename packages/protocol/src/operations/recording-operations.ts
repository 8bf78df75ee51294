import { operation } from '../operation.ts'
import * as recording from '../recording.ts'
import { SessionDocument } from '../session.ts'
import { ById, Done, listOf } from './common-answers.ts'

/** Recorders that sign in, and who watches what they recorded. What recorders do by their own key is below `/recorder/v1`. */
export const recordingOperations = {
  recorderTicket: operation({
    method: 'POST',
    path: '/v1/recorder/ticket',
    summary: 'A ticket that signs the recorder of my machine in',
    access: 'desk.work',
    body: recording.RecorderTicketBody,
    answer: recording.RecorderTicketDocument,
  }),
  recorderSignIn: operation({
    method: 'POST',
    path: '/v1/recorder/sign-in',
    summary: 'Sign a recorder in by a ticket',
    access: 'anyone',
    body: recording.RecorderSignInBody,
    answer: SessionDocument,
  }),
  recorderOrders: operation({
    method: 'GET',
    path: '/v1/recorder/orders',
    summary: 'What the recorder is to do now',
    access: 'desk.work',
    forRecorders: true,
    answer: recording.RecorderOrdersDocument,
  }),
  myRecording: operation({
    method: 'GET',
    path: '/v1/agent/recording',
    summary: 'Whether my screen is recorded now',
    access: 'desk.work',
    answer: recording.MyRecordingDocument,
  }),
  recordings: operation({
    method: 'GET',
    path: '/v1/recordings',
    summary: 'Recordings, the newest first',
    access: 'recordings.watch',
    query: recording.RecordingsQuery,
    answer: recording.RecordingsDocument,
  }),
  recording: operation({
    method: 'GET',
    path: '/v1/recordings/:id',
    summary: 'One recording',
    access: 'recordings.watch',
    params: ById,
    answer: recording.RecordingDocument,
  }),
  actOnRecording: operation({
    method: 'POST',
    path: '/v1/recordings/:id',
    summary: 'Pause a recording, or go on with it',
    access: 'session',
    params: ById,
    body: recording.RecordingActBody,
    answer: Done,
  }),
  recorders: operation({
    method: 'GET',
    path: '/v1/recorders',
    summary: 'The recorders that are known, the last one seen first',
    access: 'settings.manage',
    answer: listOf(recording.RecorderDocument),
  }),
  revokeRecorder: operation({
    method: 'DELETE',
    path: '/v1/recorders/:id',
    summary: 'Shut a recorder out for good',
    access: 'settings.manage',
    params: ById,
    answer: Done,
  }),
} as const
