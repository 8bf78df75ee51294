import { commonTexts } from './en/common.ts'
import { connectionTexts } from './en/connection.ts'
import { deskTexts } from './en/desk.ts'
import { floorTexts } from './en/floor.ts'
import { shellTexts } from './en/shell.ts'
import { signInTexts } from './en/sign-in.ts'
import { isolating } from './isolate.ts'

/** What sign-in, desk and floor say in English; the type of the other languages. Functions are sentences with a gap. */
export const en = isolating({
  ...commonTexts,
  ...signInTexts,
  ...shellTexts,
  ...deskTexts,
  ...connectionTexts,
  ...floorTexts,
})

/** The words of one language, without those of Admin, which the first load leaves out. */
export type Texts = typeof en
