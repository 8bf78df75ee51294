/** The screen recorder of the agent’s machine, as its agent sees it. In English. */
export const recorderTexts = {
  recorder: {
    label: 'Screen recorder',
    looks: {
      asking: 'Recorder…',
      prompt: 'Recorder not connected',
      denied: 'Recorder blocked',
      absent: 'No recorder',
      refused: 'Recorder refuses',
      noServer: 'Recorder not signed in',
      lost: 'Recorder lost',
      wrongPerson: 'Recorder taken over',
      ready: 'Recorder ready',
      nearlyFull: 'Recorder nearly full',
      starting: 'Recording starts…',
      recording: 'Screen is being recorded',
      paused: 'Recording paused',
    },
    help: {
      asking: 'Looking for the recorder on this computer.',
      prompt:
        'A recorder on this computer records your calls. Your browser will ask whether this page may speak to it: choose Allow.',
      denied: 'Your browser does not let this page speak to the recorder on this computer, so your calls are not recorded.',
      absent: 'No recorder on this computer. You can work, but your calls are not recorded. Tell your administrator.',
      refused: 'The recorder on this computer does not serve this page. Tell your administrator.',
      noServer: 'The recorder could not be signed in at the server. This page tries again by itself.',
      lost: 'The recorder on this computer does not answer any more, so nobody knows whether it still records. This page tries again by itself.',
      wrongPerson: (who: string) => `${who} signed in on the recorder of this computer. Your calls are not recorded here.`,
      ready: 'Your screen is recorded only while you are on a call that is to be recorded.',
      nearlyFull:
        'The recorder could not send its recordings for a while, and the space that it may use on this computer is nearly used up. When it is full, nothing more is recorded. Tell your administrator.',
      starting: 'The recorder is about to record your screen for this call.',
      recording:
        'Everything on your screen is recorded until this call ends. Pause it while you see what must not be recorded, such as card numbers.',
      paused: 'Nothing is recorded until you go on. Each pause is noted, with the name of who made it.',
    },
    allow:
      'To allow it: open the site settings beside the address, set “Apps on device” (older: “Local network access”) to Allow.',
    policy:
      'For administrators: the browser policy LoopbackNetworkAllowedForUrls, before Chrome 146 LocalNetworkAccessAllowedForUrls.',
    connect: 'Connect to the recorder',
    again: 'Look again',
    takeBack: 'Use the recorder myself',
    pause: 'Pause the recording',
    resume: 'Go on recording',
  },
}
export type RecorderTexts = typeof recorderTexts
