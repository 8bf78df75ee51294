import type { RecorderTexts } from '../en/recorder.ts'

/** The screen recorder of the agent’s machine, as its agent sees it. In German. */
export const recorderTexts: RecorderTexts = {
  recorder: {
    label: 'Bildschirmaufzeichnung',
    looks: {
      asking: 'Rekorder…',
      prompt: 'Rekorder nicht verbunden',
      denied: 'Rekorder gesperrt',
      absent: 'Kein Rekorder',
      refused: 'Rekorder lehnt ab',
      noServer: 'Rekorder nicht angemeldet',
      lost: 'Rekorder antwortet nicht',
      wrongPerson: 'Rekorder anderweitig benutzt',
      ready: 'Rekorder bereit',
      nearlyFull: 'Rekorder fast voll',
      starting: 'Aufzeichnung beginnt…',
      recording: 'Aufzeichnung läuft',
      paused: 'Aufzeichnung pausiert',
    },
    help: {
      asking: 'Der Rekorder auf diesem Computer wird gesucht.',
      prompt:
        'Ein Rekorder auf diesem Computer zeichnet Ihre Gespräche auf. Ihr Browser fragt gleich, ob diese Seite mit ihm sprechen darf: Wählen Sie „Zulassen“.',
      denied:
        'Ihr Browser lässt diese Seite nicht mit dem Rekorder auf diesem Computer sprechen. Ihre Gespräche werden nicht aufgezeichnet.',
      absent:
        'Auf diesem Computer ist kein Rekorder. Sie können arbeiten, aber Ihre Gespräche werden nicht aufgezeichnet. Sagen Sie es der Verwaltung.',
      refused: 'Der Rekorder auf diesem Computer spricht nicht mit dieser Seite. Sagen Sie es der Verwaltung.',
      noServer: 'Der Rekorder konnte am Server nicht angemeldet werden. Die Seite versucht es von selbst wieder.',
      lost: 'Der Rekorder auf diesem Computer antwortet nicht mehr. Ob er noch aufzeichnet, ist nicht bekannt. Die Seite versucht es von selbst wieder.',
      wrongPerson: (who) =>
        `${who} hat sich am Rekorder dieses Computers angemeldet. Ihre Gespräche werden hier nicht aufgezeichnet.`,
      ready: 'Ihr Bildschirm wird nur während der Gespräche aufgezeichnet, für die das vorgesehen ist.',
      nearlyFull:
        'Der Rekorder konnte seine Aufzeichnungen eine Zeit lang nicht senden, und der Platz, den er auf diesem Computer nutzen darf, ist fast belegt. Ist er voll, wird nichts mehr aufgezeichnet. Sagen Sie es der Verwaltung.',
      starting: 'Der Rekorder beginnt gleich, Ihren Bildschirm für dieses Gespräch aufzuzeichnen.',
      recording:
        'Alles auf Ihrem Bildschirm wird bis zum Ende des Gesprächs aufgezeichnet. Pausieren Sie, solange Sie sehen, was nicht aufgezeichnet werden darf, zum Beispiel Kartennummern.',
      paused:
        'Bis Sie fortfahren, wird nichts aufgezeichnet. Jede Pause wird vermerkt, mit dem Namen dessen, der sie gemacht hat.',
    },
    allow:
      'So lassen Sie es zu: Öffnen Sie neben der Adresse die Website-Einstellungen und stellen Sie „Apps auf dem Gerät“ (früher: „Zugriff auf das lokale Netzwerk“) auf „Zulassen“.',
    policy:
      'Für die Verwaltung: die Browser-Richtlinie LoopbackNetworkAllowedForUrls, vor Chrome 146 LocalNetworkAccessAllowedForUrls.',
    connect: 'Mit dem Rekorder verbinden',
    again: 'Noch einmal suchen',
    takeBack: 'Den Rekorder selbst benutzen',
    pause: 'Aufzeichnung pausieren',
    resume: 'Weiter aufzeichnen',
  },
}
