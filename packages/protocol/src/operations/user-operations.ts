import * as admin from '../admin.ts'
import { operation } from '../operation.ts'
import { ById, Done, Events, listOf } from './common-answers.ts'

/** Users, and what everyone did. */
export const userOperations = {
  users: operation({
    method: 'GET',
    path: '/v1/admin/users',
    summary: 'Users',
    access: 'users.manage',
    answer: listOf(admin.AdminUserDocument),
  }),
  createUser: operation({
    method: 'POST',
    path: '/v1/admin/users',
    summary: 'Create a user',
    access: 'users.manage',
    body: admin.CreateUserBody,
    answer: admin.CreatedUserDocument,
  }),
  user: operation({
    method: 'GET',
    path: '/v1/admin/users/:id',
    summary: 'One user',
    access: 'users.manage',
    params: ById,
    answer: admin.AdminUserDocument,
  }),
  changeUser: operation({
    method: 'PUT',
    path: '/v1/admin/users/:id',
    summary: 'Change, disable or enable a user',
    access: 'users.manage',
    params: ById,
    body: admin.ChangeUserBody,
    answer: admin.AdminUserDocument,
  }),
  resetUser: operation({
    method: 'POST',
    path: '/v1/admin/users/:id/activation',
    summary: 'A new one-use link; ends the sessions and the old password',
    access: 'users.manage',
    params: ById,
    answer: admin.ActivationDocument,
  }),
  unblockUser: operation({
    method: 'POST',
    path: '/v1/admin/users/:id/unblock',
    summary: 'Lift a lockout',
    access: 'users.manage',
    params: ById,
    answer: Done,
  }),
  removeSecondFactor: operation({
    method: 'POST',
    path: '/v1/admin/users/:id/second-factor/remove',
    summary: 'Take away the second factor of a user who lost it',
    access: 'users.manage',
    params: ById,
    answer: Done,
  }),
  endUserSessions: operation({
    method: 'POST',
    path: '/v1/admin/users/:id/sign-out',
    summary: 'End every session of a user',
    access: 'users.manage',
    params: ById,
    answer: Done,
  }),
  audit: operation({
    method: 'GET',
    path: '/v1/audit',
    summary: 'The feed as audit trail, newest first',
    access: 'audit.read',
    query: admin.AuditQuery,
    answer: Events,
  }),
} as const
