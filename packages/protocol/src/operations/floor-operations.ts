import * as floor from '../floor.ts'
import { operation } from '../operation.ts'
import { ById, Done } from './common-answers.ts'

/** What a supervisor sees and does. */
export const floorOperations = {
  floor: operation({
    method: 'GET',
    path: '/v1/floor',
    summary: 'Every agent, live',
    access: 'floor.see',
    answer: floor.FloorDocument,
  }),
  forceState: operation({
    method: 'PUT',
    path: '/v1/floor/agents/:id/state',
    summary: 'Set an agent’s state',
    access: 'floor.act',
    params: ById,
    body: floor.ForceStateBody,
    answer: floor.FloorAgentDocument,
  }),
  forceSignOut: operation({
    method: 'POST',
    path: '/v1/floor/agents/:id/sign-out',
    summary: 'Sign an agent out',
    access: 'floor.act',
    params: ById,
    body: floor.ForceSignOutBody,
    answer: Done,
  }),
  messageAgent: operation({
    method: 'POST',
    path: '/v1/floor/agents/:id/message',
    summary: 'Send an agent a line',
    access: 'floor.act',
    params: ById,
    body: floor.MessageBody,
    answer: Done,
  }),
} as const
