/** The release that this library was built from; the build writes it in. */
declare const HOTSEAT_VERSION: string

/** Whether a server is of the same major and minor release as this library: only then do they speak alike. */
export function isSameRelease(version: string): boolean {
  const release = (text: string) => text.split('.').slice(0, 2).join('.')
  return release(version) === release(HOTSEAT_VERSION)
}
