// In the page: <chat-widget … hidden></chat-widget>
const chatWidget = document.querySelector('chat-widget')

export function signedIn({ token, tell }) {
  chatWidget.onload = async () => {
    try {
      await chatWidget.loginWithToken(token)
      chatWidget.show()
    } catch (exception) {
      tell(exception.message)
    }
  }
}

export async function signedOut() {
  chatWidget.hide()
  await chatWidget.logout()
}
