/**
 * The page-side library of the Acqueon bus: `PubSub.register`, `PubSub.publish`, `PubSub.subscribe`. It opens the bus of
 * the server that it was loaded from, opens it again when it is lost, and comes back signed in without a password: by a
 * key that the server gives it, which lives in this closure only and dies with the session.
 * It keeps no password: a request waits at most ten seconds for the line, and is forgotten when it is sent.
 */
void (() => {
  /** @typedef {{ channel?: string, topic: string, subtopic: string, source?: string, data?: unknown }} BusRequest */
  /** @typedef {{ channel: string, topic: string, subtopic: string, message: any }} BusEvent */
  /** @typedef {{ channel?: string, topic?: string, subtopic?: string }} Filter */

  /** A request may wait this long for the line. */
  const waitMs = 10_000
  /** How often the line is tried, and how long an answer may take: what the browser does not notice itself. */
  const beatMs = 20_000
  const overdueMs = 10_000
  /** Between two attempts to come back; each in vain makes the next wait longer. */
  const retryMs = 3_000
  const longestRetryMs = 30_000

  const registration = { topic: 'Registration', subtopic: 'Register' }
  const script = typeof document === 'object' ? document.currentScript : null
  const loadedFrom = script instanceof Object && 'src' in script ? String(script.src) : ''

  /** @type {Set<{ filter: Filter, handler: (event: BusEvent) => void }>} */
  const subscribers = new Set()
  /** @type {{ request: BusRequest, until: ReturnType<typeof setTimeout> }[]} */
  let waiting = []
  /** @type {WebSocket | null} */
  let socket = null
  /** @type {{ channel: string, source: string, url: string, done: () => void } | null} */
  let registered = null
  let isOpen = false
  let isLost = false
  let attempts = 0
  /** @type {string | null} */
  let session = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  /** The question under way whether the server is there. @type {AbortController | null} */
  let asking = null
  /** The server was there and said when: next comes the line. */
  let hasTurn = false

  /** @param {BusEvent} event */
  function tell(event) {
    for (const { filter, handler } of [...subscribers]) {
      const fits = ['channel', 'topic', 'subtopic'].every((name) => {
        const wanted = filter[/** @type {keyof Filter} */ (name)]
        return wanted === undefined || wanted === event[/** @type {keyof Filter} */ (name)]
      })
      if (!fits) continue
      try {
        handler(event)
      } catch (error) {
        // One handler's mistake is not the next one's.
        setTimeout(() => {
          throw error
        })
      }
    }
  }

  /** @param {string} topic @param {string} subtopic @param {object} message */
  function tellLocally(topic, subtopic, message) {
    tell({ channel: registered?.channel ?? 'Cisco', topic, subtopic, message })
  }

  /** @param {BusRequest} request */
  function send(request) {
    socket?.send(JSON.stringify({ channel: registered?.channel, source: registered?.source, ...request }))
  }

  /** @param {number} delayMs @param {() => void} task */
  function later(delayMs, task) {
    clearTimeout(timer)
    timer = setTimeout(task, delayMs)
  }

  function beat() {
    send(registration)
    later(overdueMs, lose)
  }

  /** @param {MessageEvent} frame */
  function onFrame({ data }) {
    /** @type {BusEvent} */
    const event = JSON.parse(String(data))
    if (isOpen) later(beatMs, beat)
    if (event.topic === 'Registration' && event.subtopic === 'SetSession') {
      session = event.message.session
      return
    }
    if (event.topic === 'Agent' && event.subtopic === 'Login' && event.message.loginState !== 'LoggedIn') session = null
    if (event.topic === 'Registration' && event.subtopic === 'Registered') {
      if (isOpen) return
      onRegistered()
    }
    tell(event)
  }

  function onRegistered() {
    isOpen = true
    isLost = false
    attempts = 0
    later(beatMs, beat)
    const queued = waiting
    waiting = []
    for (const { request, until } of queued) {
      clearTimeout(until)
      send(request)
    }
    registered?.done()
  }

  /** The line is gone, or nobody is at its other end. */
  function lose() {
    const gone = socket
    socket = null
    isOpen = false
    asking?.abort()
    asking = null
    hasTurn = false
    clearTimeout(timer)
    if (gone) {
      gone.onclose = null
      gone.onmessage = null
      gone.close()
    }
    if (!registered) return
    if (!isLost) tellLocally('Connection', 'SetConnectionStatus', { status: 'disconnected' })
    isLost = true
    later(attempts === 0 ? 0 : Math.min(retryMs * attempts, longestRetryMs), comeBack)
    attempts += 1
  }

  /**
   * Asks whether the server is there before a socket is opened: it says how long to wait, so that not all come at once. One
   * question is under way at a time, and one that is not answered is given up.
   */
  function comeBack() {
    if (!registered) return
    if (typeof fetch !== 'function') return open()
    const mine = new AbortController()
    asking?.abort()
    asking = mine
    later(overdueMs, lose)
    fetch(new URL('/v1/echo', registered.url.replace(/^ws/, 'http')), { cache: 'no-store', signal: mine.signal })
      .then((answer) => (answer.ok ? answer.json() : { waitMs: 0 }))
      .then(
        ({ waitMs: spreadMs }) => {
          if (asking !== mine) return
          asking = null
          hasTurn = true
          later(Number(spreadMs), open)
        },
        () => {
          if (asking === mine) lose()
        },
      )
  }

  function open() {
    if (!registered) return
    hasTurn = false
    const opened = new WebSocket(registered.url)
    socket = opened
    later(overdueMs, lose)
    opened.onopen = () => send({ ...registration, data: { keepSession: true, ...(session === null ? {} : { session }) } })
    opened.onmessage = onFrame
    opened.onclose = lose
    opened.onerror = () => undefined
  }

  /** @param {string | undefined} url */
  function busOf(url) {
    const base = url ?? (loadedFrom || (typeof location === 'object' ? location.href : ''))
    const bus = new URL('/compat/acqueon/bus', base)
    bus.protocol = bus.protocol.replace('http', 'ws')
    return bus.href
  }

  const PubSub = {
    /**
     * Joins a channel as an application. Resolves when the bus has answered, however often it has to be asked.
     * @param {string} channel @param {string} source the application's name
     * @param {{ url?: string }} [options] `url` of the server, where the library was not loaded from it
     * @returns {Promise<void>}
     */
    register(channel, source, { url } = {}) {
      return new Promise((done) => {
        const isFirst = registered === null
        const before = registered?.done
        registered = {
          channel,
          source,
          url: busOf(url),
          done() {
            before?.()
            done()
          },
        }
        if (isFirst) open()
        else if (isOpen) done()
      })
    },

    /**
     * Sends a request; the channel and the source are those of the registration unless it says others. While there is no
     * line it waits ten seconds, then it is told as not sent and forgotten.
     * @param {BusRequest} request
     */
    publish(request) {
      if (isOpen) return send(request)
      const { topic, subtopic } = request
      const entry = {
        request,
        until: setTimeout(() => {
          waiting = waiting.filter((each) => each !== entry)
          tellLocally('Error', 'NotSent', { request: `${topic}/${subtopic}` })
        }, waitMs),
      }
      waiting.push(entry)
    },

    /**
     * Hears the events that fit, until the returned function is called.
     * @param {Filter} filter @param {(event: BusEvent) => void} handler
     * @returns {() => void}
     */
    subscribe(filter, handler) {
      const subscriber = { filter, handler }
      subscribers.add(subscriber)
      return () => void subscribers.delete(subscriber)
    },

    /** Leaves the bus: the line is closed and not opened again, and the key is forgotten. Nobody is signed out by it. */
    unregister() {
      registered = null
      session = null
      for (const { until } of waiting) clearTimeout(until)
      waiting = []
      lose()
    },
  }

  // A browser that is online again need not wait for the next attempt. A question from before may hang in the lost network, so
  // it is asked anew; whoever has a turn keeps it.
  if (typeof addEventListener === 'function')
    addEventListener('online', () => {
      if (registered && isLost && socket === null && !hasTurn) later(0, comeBack)
    })

  Object.assign(globalThis, { PubSub })
})()
