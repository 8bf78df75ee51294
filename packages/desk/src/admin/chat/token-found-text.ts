import type { TokenFound } from '@hotseat/protocol'
import type { Moments } from '../../app/moments.ts'
import type { AllTexts } from '../../texts/all-en.ts'

/** What was found in a token, in the reader's words (spec CT16). White space around it, which nobody sees, is named. */
export function tokenFoundText(found: TokenFound, token: string, texts: AllTexts, moments: Moments): string {
  const words = texts.chatAdmin
  switch (found.code) {
    case 'notCanonical':
    case 'notThreeParts':
      return token === token.trim() ? words.found[found.code] : words.found.whiteSpace
    case 'keyActive':
    case 'keyRevoked':
    case 'keyUnknown':
    case 'signedBy':
      return words.found[found.code](found.kid)
    case 'algorithmWrong':
      return words.found.algorithmWrong(found.alg)
    case 'headerMemberWrong':
      return words.found.headerMemberWrong(found.name)
    case 'claimMissing':
      return words.found.claimMissing(found.claim)
    case 'claimWrong':
      return words.found.claimWrong(found.claim, words.claimRules[found.claim])
    case 'claimsRight':
      return words.found.claimsRight(found.name, found.email, moments.full(found.until))
    default:
      return words.found[found.code]
  }
}
