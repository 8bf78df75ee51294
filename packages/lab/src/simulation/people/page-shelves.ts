import type { Shelf } from '@hotseat/widget/parts'

/** What the pages of one web site share in one browser: a page hears what another one changed. */
export interface SiteShelf {
  /** The shelf as one page has it. */
  of(page: object): Shelf
  watch(page: object, key: string, onChange: () => void): () => void
}

/** The storage of a browser for one site; `after` brings the news to the other pages. */
export function createSiteShelf(after: (task: () => void) => void): SiteShelf {
  const texts = new Map<string, string>()
  const watchers = new Set<{ readonly page: object; readonly key: string; readonly onChange: () => void }>()
  const tell = (page: object, key: string) => {
    for (const watcher of watchers)
      if (watcher.page !== page && watcher.key === key) after(() => watchers.has(watcher) && watcher.onChange())
  }
  return {
    of: (page) => ({
      read: (key) => texts.get(key) ?? null,
      write(key, text) {
        texts.set(key, text)
        tell(page, key)
      },
      remove(key) {
        if (texts.delete(key)) tell(page, key)
      },
    }),
    watch(page, key, onChange) {
      const watcher = { page, key, onChange }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}
