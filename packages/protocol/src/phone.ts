import { Id, Moment, nullable, strict, Type } from './schema.ts'

/** By what name a phone of this session registers; the password is told once, when it is made. */
const credential = { username: Id, realm: Id, mintedAt: Moment }

export const PhoneDocument = strict({
  /** Null when the session has no phone password, or gave it up. */
  credential: nullable(strict(credential)),
})

export const PhonePasswordDocument = strict({ ...credential, password: Type.String() })
