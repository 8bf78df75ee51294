/** The connection, and what stands over the work while it is lost. In English. */
export const connectionTexts = {
  connection: {
    label: 'Connection',
    connected: 'Connected',
    connecting: 'Connecting…',
    checking: 'Checking…',
    reconnecting: (seconds: number) => `Reconnecting, ${seconds} s`,
    trying: 'Reconnecting…',
    recovered: 'Back, nothing lost',
    resynced: 'Back, state restored',
    signedOut: 'Signed out',
    connectedHelp: 'The server answered the last keep-alive in time.',
    checkingHelp: 'An answer is overdue. Go on working: what you do is sent and confirmed as soon as the server answers.',
    reconnectingHelp: 'The server cannot be reached. You are still signed in; what you type is kept.',
    overlayTitle: 'The connection to the server is lost',
    overlay: (state: string) =>
      `You are still signed in${state}. Everything you typed is kept and this desk comes back by itself.`,
    overlayState: (state: string) => ` and ${state}`,
    since: (time: string) => `Lost for ${time}`,
    next: (seconds: number) => `Next try in ${seconds} s`,
    tryNow: 'Try now',
    wayOut: 'Sign in with password',
    wayOutHelp: 'Only if you must: it starts a new session.',
    stay: 'Back to the desk',
    stale: (time: string) => `This is the desk as it was at ${time}.`,
  },
}
export type ConnectionTexts = typeof connectionTexts
