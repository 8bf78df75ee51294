import type { ConnectionTexts } from '../en/connection.ts'

/** The connection, and what stands over the work while it is lost. In German. */
export const connectionTexts: ConnectionTexts = {
  connection: {
    label: 'Verbindung',
    connected: 'Verbunden',
    connecting: 'Verbindet…',
    checking: 'Wird geprüft…',
    reconnecting: (seconds) => `Verbindet neu, ${seconds} s`,
    trying: 'Verbindet neu…',
    recovered: 'Wieder da, nichts verloren',
    resynced: 'Wieder da, Zustand wiederhergestellt',
    signedOut: 'Abgemeldet',
    connectedHelp: 'Der Server hat das letzte Lebenszeichen rechtzeitig beantwortet.',
    checkingHelp: 'Eine Antwort ist überfällig. Arbeiten Sie weiter: was Sie tun, gilt, sobald der Server antwortet.',
    reconnectingHelp: 'Der Server ist nicht erreichbar. Sie sind weiter angemeldet; was Sie tippen, bleibt.',
    overlayTitle: 'Die Verbindung zum Server ist weg',
    overlay: (state) =>
      `Sie sind weiter angemeldet${state}. Alles Getippte bleibt, und dieser Arbeitsplatz kommt von selbst wieder.`,
    overlayState: (state) => ` (${state})`,
    since: (time) => `Weg seit ${time}`,
    next: (seconds) => `Nächster Versuch in ${seconds} s`,
    tryNow: 'Jetzt versuchen',
    wayOut: 'Mit Passwort anmelden',
    wayOutHelp: 'Nur wenn es sein muss: es beginnt eine neue Sitzung.',
    stay: 'Zurück zum Arbeitsplatz',
    stale: (time) => `So sah der Arbeitsplatz um ${time} aus.`,
  },
}
