import { DeviceKey, DeviceProof } from '@hotseat/protocol'
import { type Static, Type } from 'typebox'

/**
 * Bodies of `/rest/auth/…`; members beside the documented ones pass. With neither name nor password the cookie is asked about.
 * `oneTimeCode` is ours, for who has a second factor, and so are key and proof of a device that was here before (spec SI18).
 */
export const SignInBody = Type.Object({
  auth: Type.Object({
    type: Type.Literal('auth'),
    username: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 1024 })),
    oneTimeCode: Type.Optional(Type.String({ pattern: '^\\d{6}$' })),
    deviceKey: Type.Optional(DeviceKey),
    deviceProof: Type.Optional(DeviceProof),
  }),
})
export type SignInBody = Static<typeof SignInBody>

export const SignOutBody = Type.Object({ auth: Type.Object({ type: Type.Literal('auth') }) })
