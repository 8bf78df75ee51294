import type { Page } from '@playwright/test'

/** Every string in the page's JavaScript heap, from a real heap snapshot. */
export async function heapStrings(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  const snapshot: { strings: string[] } = JSON.parse(chunks.join(''))
  return snapshot.strings.join('\n')
}
