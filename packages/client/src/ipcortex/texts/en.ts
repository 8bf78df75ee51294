import type { PopupTexts } from './popup-texts.ts'

/** Why somebody did not come in: the server tells this API's REST clients no sentence, only the code. */
export const refusalsInEnglish: Readonly<Record<string, string>> = {
  'signIn.credentials': 'User name or password is wrong.',
  'signIn.blocked': 'Too many wrong passwords. Try again later.',
  'signIn.source': 'Too many failed sign-ins from this network. Try again later.',
  'signIn.secondFactor': 'Enter the one-time code of your authenticator app.',
  'signIn.secondFactorWrong': 'The one-time code is wrong, too old or was used before.',
  'store.unavailable': 'The database does not answer. Try again in a moment.',
}

/** In English. */
export const english: PopupTexts = {
  lang: 'en',
  title: 'Sign in',
  username: 'User name',
  password: 'Password',
  code: 'One-time code',
  submit: 'Sign in',
  busy: 'Signing in…',
  cancel: 'Cancel',
  needed: {
    username: 'Enter your user name.',
    password: 'Enter your password.',
    code: 'Enter the six digits of your authenticator app.',
  },
  refusals: refusalsInEnglish,
  refused: null,
}
