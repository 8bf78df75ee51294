// In the page: <chat-widget … hidden></chat-widget>
const chatWidget = document.querySelector('chat-widget')

export function signedIn({ user, token, tell }) {
  chatWidget.onload = async () => {
    // Check if the user is in the correct domain: its end, as anybody’s address may hold it somewhere.
    if (!user.email.endsWith('@partner.example')) return
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
