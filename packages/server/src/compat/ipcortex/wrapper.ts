/**
 * `GET /api/wrapper.whtm`, which pages load as a script: it loads the library from where it came from itself, and calls the
 * page's `onAPILoadReady()`, which may be defined further down in the page.
 */
export const wrapper = `(function () {
  var self = document.currentScript
  var script = document.createElement('script')
  script.src = self.src.replace(/wrapper\\.whtm.*$/, 'api.js')
  if (self.nonce) script.nonce = self.nonce
  function ready() {
    if (typeof window.onAPILoadReady === 'function') window.onAPILoadReady()
    else if (document.readyState !== 'complete') window.addEventListener('load', ready, { once: true })
  }
  script.onload = ready
  self.parentNode.insertBefore(script, self.nextSibling)
})()
`
