import type { Ask } from './place.ts'

export const askInPopup: Ask = async () => {
  throw new Error('not yet')
}
