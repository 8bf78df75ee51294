import { IpcortexError, tell } from './errors.ts'
import type { Ask } from './place.ts'
import { buildPopup, type Popup } from './popup-elements.ts'
import type { Typed } from './rest-sign-in.ts'

/** The codes of a refusal that a one-time code answers. */
const wantsCode: readonly string[] = ['signIn.secondFactor', 'signIn.secondFactorWrong']

/**
 * The sign-in overlay: asks until what was typed is taken, or until the person gives up by Escape or “Cancel”. The page behind it
 * is inert meanwhile, and has its focus back afterwards.
 */
export const askInPopup: Ask = (enter) => {
  const popup = buildPopup()
  const { promise, resolve, reject } = deferred()
  let isBusy = false

  async function submit(): Promise<void> {
    if (isBusy) return
    const typed = readTyped(popup)
    if (typed === null) return
    isBusy = true
    popup.showBusy(true)
    popup.showError('')
    try {
      await enter(typed)
      resolve()
      popup.close()
    } catch (error) {
      const { code, message } = tell(error)
      if (wantsCode.includes(code)) popup.showCode()
      popup.showError(message)
      popup.focusAfter(code)
    } finally {
      isBusy = false
      popup.showBusy(false)
    }
  }

  popup.onSubmit(() => void submit())
  // Whichever way it closes: after a sign-in the promise is settled already.
  popup.onClose(() => reject(new IpcortexError('login.cancelled', 'The sign-in was cancelled.')))
  popup.open()
  return promise
}

/** What stands in the fields; null, with the field at fault shown, when something is missing. */
function readTyped({ username, password, oneTimeCode, code }: Popup): Typed | null {
  for (const field of [username, password, ...(code.hidden ? [] : [oneTimeCode])]) {
    if (!field.checkValidity()) {
      field.reportValidity()
      return null
    }
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
