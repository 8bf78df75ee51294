const chatWidget = document.querySelector('chat-widget')

export function signedIn({ token, tell }) {
  chatWidget.onload = async () => {
    try {
      await chatWidget.loginWithToken(token)
    } catch (exception) {
      tell(exception.message)
    }
  }
}

export async function signedOut() {
  await chatWidget.logout()
}
