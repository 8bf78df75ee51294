import type { PopupTexts } from './popup-texts.ts'

/** In German. */
export const german: PopupTexts = {
  lang: 'de',
  title: 'Anmelden',
  username: 'Benutzername',
  password: 'Passwort',
  code: 'Einmalcode',
  submit: 'Anmelden',
  busy: 'Wird angemeldet …',
  cancel: 'Abbrechen',
  needed: {
    username: 'Geben Sie Ihren Benutzernamen ein.',
    password: 'Geben Sie Ihr Passwort ein.',
    code: 'Geben Sie die sechs Ziffern Ihrer Authenticator-App ein.',
  },
  refusals: {
    'signIn.credentials': 'Benutzername oder Passwort ist falsch.',
    'signIn.blocked': 'Zu viele falsche Passwörter. Versuchen Sie es später.',
    'signIn.source': 'Zu viele fehlgeschlagene Anmeldungen aus diesem Netz. Versuchen Sie es später.',
    'signIn.secondFactor': 'Geben Sie den Einmalcode Ihrer Authenticator-App ein.',
    'signIn.secondFactorWrong': 'Der Einmalcode ist falsch, zu alt oder schon benutzt.',
    'signIn.position': 'Der Platz hat keine ACD-Position oder mehrere.',
    'session.enrolSecondFactor': 'Richten Sie zuerst am Arbeitsplatz des Servers Ihren zweiten Faktor ein.',
    'network.unreachable': 'Der Server ist nicht erreichbar.',
    'store.unavailable': 'Die Datenbank antwortet nicht. Versuchen Sie es gleich noch einmal.',
    'overload.passwords': 'Viele melden sich gerade an. Versuchen Sie es gleich noch einmal.',
    'rate.limited': 'Zu viele Anfragen. Versuchen Sie es später.',
    'server.draining': 'Der Server startet neu. Versuchen Sie es gleich noch einmal.',
  },
  refused: 'Die Anmeldung ist nicht möglich. Versuchen Sie es später.',
}
