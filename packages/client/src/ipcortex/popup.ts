import { IpcortexError, tell } from './errors.ts'
import type { Ask } from './place.ts'
import { buildPopup, type Popup } from './popup-elements.ts'
import type { Typed } from './rest-sign-in.ts'
import type { PopupTexts } from './texts/popup-texts.ts'
import { textsOf } from './texts/texts-of.ts'

/** The codes of a refusal that a one-time code answers. */
const wantsCode: readonly string[] = ['signIn.secondFactor', 'signIn.secondFactorWrong']

/**
 * The sign-in overlay: asks until what was typed is taken, or until the person gives up by Escape or “Cancel”. The page behind it
 * is inert meanwhile, and has its focus back afterwards.
 */
export const askInPopup: Ask = (enter) => {
  const texts = textsOf(document.documentElement.lang || navigator.language)
  const popup = buildPopup(texts)
  const { promise, resolve, reject } = deferred()
  let isBusy = false
  let isClosed = false
  const giveUp = () => reject(new IpcortexError('login.cancelled', 'The sign-in was cancelled.'))

  async function submit(): Promise<void> {
    if (isBusy) return
    const typed = readTyped(popup, texts)
    if (typed === null) return
    isBusy = true
    popup.showBusy(true)
    popup.showError('')
    try {
      await enter(typed)
      resolve()
      popup.close()
    } catch (error) {
      if (isClosed) giveUp()
      const { code, message } = tell(error)
      if (wantsCode.includes(code)) popup.showCode()
      popup.showError(texts.refusals[code] ?? texts.refused ?? message)
      popup.focusAfter(code)
    } finally {
      isBusy = false
      popup.showBusy(false)
    }
  }

  popup.onSubmit(() => void submit())
  // Whichever way it closes: after a sign-in the promise is settled already. A browser may close it in the middle of one, whatever we
  // say, and then the one who closed it may be signed in all the same.
  popup.onClose(() => {
    isClosed = true
    if (!isBusy) giveUp()
  })
  popup.open()
  return promise
}

/** What stands in the fields; null, with the field at fault named, when something is missing. */
function readTyped({ username, password, oneTimeCode, code, showError, blame }: Popup, { needed }: PopupTexts): Typed | null {
  const fields = { username, password, ...(!code.hidden && { code: oneTimeCode }) }
  for (const name of ['username', 'password', 'code'] as const) {
    const field = fields[name]
    // A name of spaces is none, a password of spaces is one.
    const isBlank = name === 'username' && username.value.trim() === ''
    if (field === undefined || (field.checkValidity() && !isBlank)) continue
    showError(needed[name])
    blame(field)
    return null
  }
  const typed = { username: username.value.trim(), password: password.value }
  return code.hidden ? typed : { ...typed, oneTimeCode: oneTimeCode.value.trim() }
}

function deferred() {
  let resolve: () => void = () => undefined
  let reject: (error: Error) => void = () => undefined
  const promise = new Promise<void>((done, failed) => {
    resolve = done
    reject = failed
  })
  return { promise, resolve, reject }
}
