import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How near to its end a thread counts as read to the end, in pixels. */
const nearPx = 60

/**
 * Keeps the end of a thread in view while somebody is there, whatever grows in it, and leaves who has scrolled back alone. `key` is
 * the thread: another one begins at its end.
 */
export function useBottom(key: string): {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly isAtBottom: boolean
  readonly goToBottom: () => void
} {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const isFollowing = useRef(true)
  const [isAtBottom, setAtBottom] = useState(true)
  const goToBottom = () => {
    isFollowing.current = true
    const box = scroller.current
    if (box !== null) box.scrollTop = box.scrollHeight
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread is another place
  useLayoutEffect(goToBottom, [key])
  useEffect(() => {
    const box = scroller.current
    if (box === null || content.current === null) return
    const watch = new ResizeObserver(() => {
      if (isFollowing.current) box.scrollTop = box.scrollHeight
    })
    watch.observe(content.current)
    watch.observe(box)
    const onScroll = () => {
      isFollowing.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearPx
      setAtBottom(isFollowing.current)
    }
    box.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      watch.disconnect()
      box.removeEventListener('scroll', onScroll)
    }
  }, [])
  return { scroller, content, isAtBottom, goToBottom }
}
