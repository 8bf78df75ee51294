import { nullable, Password } from '@hotseat/protocol'
import { type Static, Type } from 'typebox'

const Text = Type.Optional(nullable(Type.String({ maxLength: 300 })))

/** What a client sends to sign in; `token` is the password, `domain` the tenant. */
export const LoginBody = Type.Object({
  userId: Type.String({ minLength: 1, maxLength: 300 }),
  token: Password,
  domain: Type.Optional(nullable(Type.String({ maxLength: 128, pattern: '^[^\\u0000-\\u001f/]*$' }))),
  forceLogin: Type.Optional(nullable(Type.Boolean())),
  properties: Type.Optional(nullable(Type.Record(Type.String(), nullable(Type.String({ maxLength: 1_000 }))))),
  locale: Text,
  requestId: Text,
  clientType: Text,
  clientVersion: Text,
})
export type LoginBody = Static<typeof LoginBody>
