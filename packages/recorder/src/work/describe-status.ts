import type { SignOn } from '../sign-on/sign-on.ts'
import type { Spool } from '../spool/spool.ts'
import type { Work } from './work.ts'

/** What a listed page is told of the recorder: nothing of anybody but who is signed in now (spec LB17). */
export function describeStatus(
  signOn: Pick<SignOn, 'seated' | 'line'>,
  work: Work,
  { bytes, limitBytes }: Pick<Spool, 'bytes' | 'limitBytes'>,
) {
  return {
    signedIn: signOn.seated?.user.username ?? null,
    recording: work.kind === 'capturing' ? 'running' : work.kind === 'paused' ? 'paused' : 'no',
    server: signOn.line,
    spool: { bytes, limitBytes },
  }
}
