import type { CommonTexts } from '../en/common.ts'
import { problemsInGerman } from './problems.ts'

/** What every room says: states, roles, and what is the same everywhere. In German. */
export const commonTexts: CommonTexts = {
  product: 'Hotseat',
  states: {
    READY: 'Bereit',
    NOT_READY: 'Nicht bereit',
    RESERVED: 'Es klingelt',
    RESERVED_OUTBOUND: 'Wird gewählt',
    RESERVED_OUTBOUND_PREVIEW: 'Vorschau',
    TALKING: 'Im Gespräch',
    HOLD: 'Gehalten',
    WORK: 'Nachbearbeitung',
    WORK_READY: 'Nachbearbeitung, dann bereit',
    LOGOUT: 'Abgemeldet',
    lost: 'Verbindung verloren',
  },
  systemReasons: {
    connectionLost: 'Verbindung verloren',
    notAnswered: 'Nicht angenommen',
    extensionTaken: 'Nebenstelle übernommen',
    bySupervisor: 'Von der Teamleitung gesetzt',
    takenOver: 'Woanders angemeldet',
    sessionExpired: 'Schicht zu Ende',
    byAdministrator: 'Von der Verwaltung gesetzt',
    passwordChanged: 'Passwort geändert',
  },
  roles: {
    'professional-agent': 'Fachagent',
    executive: 'Agent',
    supervisor: 'Teamleitung',
    analyst: 'Auswertung',
    administrator: 'Verwaltung',
    'user-access-manager': 'Benutzerverwaltung',
  },
  common: {
    cancel: 'Abbrechen',
    close: 'Schließen',
    save: 'Speichern',
    done: 'Fertig',
    tryAgain: 'Noch einmal versuchen',
    undo: 'Rückgängig',
    yes: 'Ja',
    no: 'Nein',
    none: 'Keine',
    loading: 'Wird geladen',
    noPermissionTitle: 'Nicht für Ihre Rolle',
    noPermission: (role) =>
      `Mit der Rolle „${role}“ lässt sich diese Seite nicht öffnen. Fragen Sie die Verwaltung, wenn Sie sie brauchen.`,
    failedTitle: 'Das konnte nicht geladen werden',
    notFoundTitle: 'Diese Seite gibt es nicht',
    notFound: 'Die Adresse ist vielleicht veraltet oder vertippt.',
    goTo: (room) => `Weiter zu: ${room}`,
    needsServer: 'Dafür wird der Server gebraucht. Es geht wieder, sobald die Verbindung da ist.',
    skip: 'Zum Inhalt springen',
    partMissingTitle: 'Dieser Teil konnte nicht geladen werden',
    partMissing:
      'Der Server ist nicht erreichbar oder wurde inzwischen erneuert. Laden Sie neu: Sie bleiben angemeldet, Getipptes bleibt erhalten.',
    reload: 'Neu laden',
  },
  problems: problemsInGerman,
}
