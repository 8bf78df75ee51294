/** Whether the server said, in the page itself, that it has no demo data; it is asked when it did not say. */
export function isDemoServer(): boolean {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="hotseat-demo"]')
  return meta?.content !== 'no'
}
