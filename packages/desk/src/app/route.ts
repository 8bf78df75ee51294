import { useSyncExternalStore } from 'react'
import type { Path } from 'wouter'

function subscribe(changed: () => void) {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

/** The app's own address: what stands after `#`, so that a reload asks the server for one page only. */
export function currentRoute(): string {
  const route = decodeURI(location.hash.replace(/^#/, ''))
  return route.startsWith('/') ? route : `/${route}`
}

/** Goes to an address of the app. */
export function goTo(route: string, { replace = false }: { replace?: boolean } = {}): void {
  if (!replace) {
    location.hash = route
    return
  }
  history.replaceState(history.state, '', `#${route}`)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

const pathOf = (route: string): string => route.split('?')[0] ?? '/'
const searchOf = (route: string): string => route.split('?')[1] ?? ''

/** The path part for wouter's `Router`. */
export function useRoutePath(): [Path, (to: Path, options?: { replace?: boolean }) => void] {
  return [useSyncExternalStore(subscribe, () => pathOf(currentRoute())), goTo]
}

/** The query part for wouter's `Router`. */
export function useRouteSearch(): string {
  return useSyncExternalStore(subscribe, () => searchOf(currentRoute()))
}

/** The `href` of an address of the app. */
export function hrefOf(route: string): string {
  return `#${route}`
}

/** One word of the query part and how to set it; an empty word is left out of the address. */
export function useRouteWord(name: string): [string, (value: string) => void] {
  const search = useRouteSearch()
  const value = new URLSearchParams(search).get(name) ?? ''
  const setValue = (next: string) => {
    const route = currentRoute()
    const words = new URLSearchParams(searchOf(route))
    if (next === '') words.delete(name)
    else words.set(name, next)
    goTo(words.size === 0 ? pathOf(route) : `${pathOf(route)}?${words}`, { replace: true })
  }
  return [value, setValue]
}
