/**
 * Runs in a Worker, where a hidden page's timers are not held back to one a minute: rings once after the number of
 * milliseconds that the page posts. A strict `worker-src 'self'` allows it, as it is a file of its own.
 */
let timer: ReturnType<typeof setTimeout> | undefined

self.addEventListener('message', ({ data }: MessageEvent<number>) => {
  clearTimeout(timer)
  timer = setTimeout(() => self.postMessage(null), data)
})
