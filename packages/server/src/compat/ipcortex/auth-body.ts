import { type Static, Type } from 'typebox'

/** Bodies of `/rest/auth/…`; members beside the documented ones pass. `oneTimeCode` is ours, for who has a second factor. */
export const SignInBody = Type.Object({
  auth: Type.Object({
    type: Type.Literal('auth'),
    username: Type.String({ minLength: 1, maxLength: 300 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
    oneTimeCode: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
  }),
})
export type SignInBody = Static<typeof SignInBody>

export const SignOutBody = Type.Object({ auth: Type.Object({ type: Type.Literal('auth') }) })
