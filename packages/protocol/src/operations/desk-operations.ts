import * as admin from '../admin.ts'
import * as agent from '../agent.ts'
import { operation } from '../operation.ts'
import { Id, strict } from '../schema.ts'
import { ById, Events } from './common-answers.ts'

/** What an agent does at the desk. */
export const deskOperations = {
  desk: operation({
    method: 'GET',
    path: '/v1/desk',
    summary: 'Lists the desk needs: campaigns, reasons, wrap-up codes, phone books',
    access: 'session',
    answer: agent.DeskDocument,
  }),
  setState: operation({
    method: 'PUT',
    path: '/v1/agent/state',
    summary: 'Change my state; during an interaction it becomes pending',
    access: 'desk.work',
    body: agent.SetStateBody,
    answer: agent.AgentDocument,
  }),
  cancelPending: operation({
    method: 'POST',
    path: '/v1/agent/cancel-pending',
    summary: 'Take the pending state back',
    access: 'desk.work',
    body: agent.CancelPendingBody,
    answer: agent.AgentDocument,
  }),
  setSeat: operation({
    method: 'PUT',
    path: '/v1/agent/seat',
    summary: 'Move to this extension or place; whoever works on the extension is signed out',
    access: 'desk.work',
    body: agent.SetSeatBody,
    answer: agent.AgentDocument,
  }),
  setCampaigns: operation({
    method: 'PUT',
    path: '/v1/agent/campaigns',
    summary: 'Work for these campaigns',
    access: 'desk.work',
    body: agent.SetCampaignsBody,
    answer: agent.AgentDocument,
  }),
  actOnInteraction: operation({
    method: 'POST',
    path: '/v1/agent/interactions/:id',
    summary: 'Answer, hold, retrieve, end or wrap up',
    access: 'desk.work',
    params: ById,
    body: agent.InteractionBody,
    answer: agent.AgentDocument,
  }),
  note: operation({ method: 'GET', path: '/v1/agent/note', summary: 'My note', access: 'desk.work', answer: agent.NoteDocument }),
  saveNote: operation({
    method: 'PUT',
    path: '/v1/agent/note',
    summary: 'Save my note',
    access: 'desk.work',
    body: agent.NoteBody,
    answer: agent.NoteDocument,
  }),
  timeline: operation({
    method: 'GET',
    path: '/v1/timeline',
    summary: 'My own events, newest first',
    access: 'session',
    query: admin.AuditQuery,
    answer: Events,
  }),
  demoCall: operation({
    method: 'POST',
    path: '/v1/demo/calls',
    summary: 'Ring an agent with a simulated call',
    access: 'session',
    demo: true,
    body: agent.DemoCallBody,
    answer: strict({ interactionId: Id, userId: Id }),
  }),
} as const
