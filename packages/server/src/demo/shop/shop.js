// The shop's own page: signing in to the shop and out of it. What it does with the chat is in the variant's script alone.
const { variant } = document.body.dataset
const { signedIn, signedOut } = await import(`/demo/shop/${variant}.js`)
const find = (id) => document.getElementById(id)

/** The shop's back end says who is signed in, with a fresh token for the chat. */
async function askShop(method, body = {}) {
  const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch('/demo/shop/session', { method, ...(method === 'GET' ? {} : sent) })
  if (!answer.ok) throw new Error('The shop could not sign you in.')
  return answer.json()
}

function show({ user, token }) {
  find('who').textContent = user ? `Signed in as ${user.name}` : 'Not signed in'
  find('sign-in').hidden = user !== null
  find('sign-out').hidden = user === null
  if (user) signedIn({ user, token, tell })
}

function tell(message) {
  find('trouble').textContent = message
}

/** `exception.message` says what went wrong, the chat's as well as the shop's. */
async function attempt(task) {
  tell('')
  try {
    await task()
  } catch (exception) {
    tell(exception.message)
  }
}

find('sign-in').addEventListener('submit', async (event) => {
  event.preventDefault()
  await attempt(async () => show(await askShop('POST', { customer: find('customer').value })))
})
find('sign-out').addEventListener('click', () =>
  attempt(async () => {
    // The chat goes first: whatever becomes of the shop's sign-out, nothing of the customer is left in it; and the shop's goes on in any case.
    try {
      await signedOut()
    } finally {
      show(await askShop('DELETE'))
    }
  }),
)

// Some minutes before the chat's session ends it asks for a fresh token. Who has left the shop meanwhile has none.
const chatWidget = document.querySelector('chat-widget')
chatWidget.ontokenexpiring = () =>
  attempt(async () => {
    const { token } = await askShop('GET')
    if (token) await chatWidget.loginWithToken(token)
  })

for (const link of document.querySelectorAll('nav a')) if (link.pathname === location.pathname) link.ariaCurrent = 'page'
find('source').textContent = await (await fetch(`/demo/shop/${variant}.js`)).text()
await attempt(async () => show(await askShop('GET')))
