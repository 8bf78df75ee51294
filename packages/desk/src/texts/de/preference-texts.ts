import type { PreferenceKey } from '@hotseat/core'
import type { PreferenceText } from '../en/preferences.ts'

/** Every preference in German; the compiler asks for the next one. */
export const preferenceTexts: Readonly<Record<PreferenceKey, Required<PreferenceText>>> = {
  'continuity.autoRelogin': {
    name: 'Von selbst zurückkommen',
    help: 'Nach einem Verbindungsverlust kommt der Arbeitsplatz von selbst zurück, ohne Passwort. Aus: man meldet sich von Hand an.',
  },
  'continuity.keepAliveMs': {
    name: 'Lebenszeichen',
    help: 'Wie oft ein Arbeitsplatz dem Server sagt, dass er da ist.',
  },
  'continuity.overdueCheckMs': {
    name: 'Prüfung auf Überfälliges',
    help: 'Wie oft ein Arbeitsplatz nachsieht, ob ein Lebenszeichen noch ohne Antwort ist.',
  },
  'continuity.maxPingFailures': {
    name: 'Ausgebliebene Antworten',
    help: 'Wie viele Lebenszeichen nacheinander ausbleiben dürfen. Bei einem mehr verbindet sich der Arbeitsplatz neu.',
  },
  'continuity.echoIntervalMs': {
    name: 'Abstand der Versuche',
    help: 'Wie oft ein Arbeitsplatz, der den Server verloren hat, fragt, ob er wieder da ist.',
  },
  'continuity.graceMs': {
    name: 'Schonfrist',
    help: 'Wie lange ein Agent ohne Verbindung sein darf, bevor er nicht bereit wird, damit kein Anruf an einem leeren Stuhl klingelt.',
  },
  'continuity.signOutAfterMs': {
    name: 'Sitzungsende nach Verlust',
    help: 'Wie lange eine Verbindung weg sein darf, bevor die Sitzung endet. Bis zum Ende der Schicht kann der Arbeitsplatz die Arbeit trotzdem zurückholen.',
  },
  'chat.sessionMs': {
    name: 'Sitzung eines Kunden',
    help: 'Wie lange ein Kunde, der in einem Chat angemeldet wurde, es bleibt. Vorher wird die Seite um ein neues Token gebeten.',
  },
  'chat.lostAgentMs': {
    name: 'Warten auf einen verlorenen Agenten',
    help: 'Wie lange die Kunden eines Agenten, dessen Verbindung weg ist, auf ihn warten, bevor jemand anders gefragt wird.',
  },
  'chat.keepDays': {
    name: 'Aufbewahrung in Tagen',
    help: 'Wie viele Tage ein Gespräch nach seinem Ende aufbewahrt wird, mit allem, was gesagt wurde. Dann wird es endgültig entfernt, ebenso ein Kunde, der so lange nicht da war. Das Protokoll behält länger, was geschah, und den Namen des Kunden, aber nicht, was gesagt wurde.',
  },
  'recording.when': {
    name: 'Aufgezeichnete Anrufe',
    help: 'Während welcher Anrufe der Bildschirm des Agenten aufgezeichnet wird: off, voice (jeder Anruf) oder Bedingungen, die alle zutreffen müssen, etwa campaign=bestellungen|retouren, direction=inbound, share=10.',
  },
  'recording.frameRate': {
    name: 'Bilder je Sekunde',
    help: 'Wie viele Bilder je Sekunde aufgezeichnet werden. 5 zeigen jeden Arbeitsschritt.',
  },
  'recording.maxHeight': {
    name: 'Größte Höhe',
    help: 'Bildschirme mit mehr Bildpunkten in der Höhe werden verkleinert aufgezeichnet.',
  },
  'recording.maxMs': {
    name: 'Längste Aufzeichnung',
    help: 'Nach dieser Zeit endet eine Aufzeichnung, sollte niemand sagen, dass ihre Anrufe vorbei sind.',
  },
  'recording.giveUpMs': {
    name: 'Warten auf den Rekorder',
    help: 'Wie lange der Server darauf wartet, dass der Rekorder des Agenten beginnt, bevor er festhält, dass ein Anruf nicht aufgezeichnet wurde.',
  },
  'recording.keepDays': {
    name: 'Tage der Aufbewahrung',
    help: 'Wie viele Tage Aufzeichnungen aufbewahrt werden. Ältere werden endgültig entfernt.',
  },
  'session.lifetimeMs': {
    name: 'Längste Dauer',
    help: 'Wie lange eine Anmeldung höchstens gilt, vom Passwort an gezählt. Wiederkommen verlängert sie nicht.',
  },
  'session.idleMs': {
    name: 'Untätigkeit',
    help: 'Wie lange eine Sitzung gilt, in der niemand etwas tut.',
  },
  'lockout.preset': {
    name: 'Vorgabe',
    help: 'standard sperrt nach 5 falschen Passwörtern für 5 Minuten, pci nach 10 für 30 Minuten. Zahlen, die unten gesetzt sind, gehen vor.',
  },
  'lockout.maxFailures': {
    name: 'Falsche Passwörter',
    help: 'Wie viele falsche Passwörter nacheinander ein Konto sperren.',
  },
  'lockout.durationMs': {
    name: 'Dauer der Sperre',
    help: 'Wie lange ein gesperrtes Konto gesperrt bleibt. Wer angemeldet ist, arbeitet weiter.',
  },
  'passwords.minLength': {
    name: 'Mindestlänge',
    help: 'Wie viele Zeichen ein neues Passwort mindestens braucht.',
  },
  'agent.reasonRequired': {
    name: 'Grund verlangt',
    help: 'Wer auf „nicht bereit“ geht, muss einen Grund wählen.',
  },
  'agent.ringMs': {
    name: 'Klingeldauer',
    help: 'Wie lange ein Anruf klingelt, bevor er an jemand anderen geht und der Agent nicht bereit wird.',
  },
  'agent.wrapUpMs': {
    name: 'Nachbearbeitung',
    help: 'Wie lange ein Agent nach einem Anruf nacharbeiten darf. 0: es gibt keine Nachbearbeitung.',
  },
  'agent.wrapUpThen': {
    name: 'Nach der Nachbearbeitung',
    help: 'Wohin ein Agent nach der Nachbearbeitung geht, wenn er nichts anderes gewählt hat.',
  },
  'security.secondFactor': {
    name: 'Zweiter Faktor',
    help: 'Wer zur Anmeldung Einmalcodes einer Authenticator-App braucht. administrators: diese und die Benutzerverwaltung, die ihn bei der nächsten Anmeldung einrichten. Wer ihn eingerichtet hat, wird auf jeden Fall nach einem Code gefragt.',
  },
  'security.allowedOrigins': {
    name: 'Erlaubte Herkunft',
    help: 'Webseiten auf anderen Servern, die anmelden dürfen, mit genauer Herkunft wie https://crm.example.com.',
  },
  'security.genesysOriginPatterns': {
    name: 'Herkunftsmuster für die Genesys-Schnittstelle',
    help: 'Muster wie https://*.example.com, deren Seiten die Genesys-Schnittstelle mit dem Cookie ihrer Leute nutzen dürfen, wie erlaubte Herkunft auch. Ein Muster vertraut jedem Rechner, den irgendjemand je unter diesem Namen bekommt: einem vergessenen Alias, der Seite eines Kunden, einem Wiki mit Skripten. Besser ist, wo immer es geht, die genaue Herkunft; und nie ein Name, unter dem andere eigene bekommen, wie co.uk oder github.io.',
  },
  'security.hostName': {
    name: 'Eigener Rechnername',
    help: 'Rechnername, unter dem Programme der veröffentlichten Schnittstellen diesen Mandanten erreichen, wenn sie keinen nennen. Leer: Sie müssen ihn nennen.',
  },
  'floor.notReadyAlertMs': {
    name: 'Lange nicht bereit',
    help: 'Nach welcher Zeit „nicht bereit“ ein Agent im Team auffällt.',
  },
  'floor.talkingAlertMs': {
    name: 'Langes Gespräch',
    help: 'Nach welcher Zeit in einem Anruf ein Agent im Team auffällt.',
  },
  'feed.retentionEvents': {
    name: 'Aufbewahrte Ereignisse',
    help: 'Wie viele Ereignisse für das Protokoll und für wiederkehrende Arbeitsplätze aufbewahrt werden. Ältere werden entfernt.',
  },
  'desk.theme': {
    name: 'Farbschema',
    help: 'Hell oder dunkel. system richtet sich nach dem Computer.',
  },
  'desk.density': {
    name: 'Dichte',
    help: 'Wie eng die Dinge am Arbeitsplatz beieinander stehen.',
  },
  'desk.language': {
    name: 'Sprache',
    help: 'Die Sprache des Arbeitsplatzes. browser richtet sich nach dem Browser.',
  },
}
