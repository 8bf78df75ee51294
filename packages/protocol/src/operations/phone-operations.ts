import { operation } from '../operation.ts'
import * as phone from '../phone.ts'
import { Done } from './common-answers.ts'

/** The password by which a phone of this session registers. */
export const phoneOperations = {
  phone: operation({
    method: 'GET',
    path: '/v1/phone',
    summary: 'Whether my session has a phone password, and for which name',
    access: 'session',
    answer: phone.PhoneDocument,
  }),
  renewPhonePassword: operation({
    method: 'PUT',
    path: '/v1/phone/password',
    summary: 'A new phone password for my session; the one before is dead',
    access: 'session',
    answer: phone.PhonePasswordDocument,
  }),
  releasePhonePassword: operation({
    method: 'DELETE',
    path: '/v1/phone/password',
    summary: 'Give the phone password of my session up',
    access: 'session',
    answer: Done,
  }),
} as const
