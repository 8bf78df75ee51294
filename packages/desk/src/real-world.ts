/** The one place of the app that reads the machine's clock. Epoch milliseconds. */
export function machineNow(): number {
  return Date.now()
}
