import { operation } from '../operation.ts'
import { Id, strict, Type } from '../schema.ts'
import * as session from '../session.ts'
import { ById, Done } from './common-answers.ts'

/** Signing in, staying in, signing out. */
export const sessionOperations = {
  signIn: operation({
    method: 'POST',
    path: '/v1/sign-in',
    summary: 'Sign in',
    access: 'anyone',
    passwords: true,
    body: session.SignInBody,
    answer: session.SessionDocument,
  }),
  session: operation({
    method: 'GET',
    path: '/v1/session',
    summary: 'The session that the request carries',
    access: 'session',
    answer: session.SessionDocument,
  }),
  sessions: operation({
    method: 'GET',
    path: '/v1/sessions',
    summary: 'My live sessions',
    access: 'session',
    answer: session.OwnSessionsDocument,
  }),
  endSession: operation({
    method: 'DELETE',
    path: '/v1/sessions/:id',
    summary: 'End one of my sessions',
    access: 'session',
    params: ById,
    answer: Done,
  }),
  echo: operation({
    method: 'GET',
    path: '/v1/echo',
    summary: 'Is the server there? Gives a challenge; touches no store',
    access: 'anyone',
    answer: session.EchoDocument,
  }),
  resume: operation({
    method: 'POST',
    path: '/v1/resume',
    summary: 'Come back by proof of the device key',
    access: 'anyone',
    body: session.ResumeBody,
    answer: session.ResumeDocument,
  }),
  signOut: operation({
    method: 'POST',
    path: '/v1/sign-out',
    summary: 'Sign out',
    access: 'session',
    body: session.SignOutBody,
    answer: Done,
  }),
  changePassword: operation({
    method: 'POST',
    path: '/v1/password',
    summary: 'Change my password; ends every session',
    access: 'session',
    passwords: true,
    body: session.PasswordBody,
    answer: Done,
  }),
  switchTenant: operation({
    method: 'PUT',
    path: '/v1/tenant',
    summary: 'Go on in another tenant of mine',
    access: 'session',
    body: session.TenantBody,
    answer: session.SessionDocument,
  }),
  activate: operation({
    method: 'POST',
    path: '/v1/activate',
    summary: 'Set a first password by a one-use link',
    access: 'anyone',
    body: session.ActivateBody,
    answer: strict({ tenant: Id, username: Type.String() }),
  }),
} as const
