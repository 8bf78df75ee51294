import { type RefObject, useEffect, useRef, useState } from 'react'
import { momentAt, partAfter, type RecordingTimeline, type Spot, spotAt, stepFrom } from './recording-timeline.ts'

/** What plays a recording over all its parts. Moments are epoch ms. */
export type Player = {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly part: number
  /** The moment that is shown. */
  readonly at: number
  readonly isPlaying: boolean
  /** The picture of the moment is not there yet. */
  readonly isWaiting: boolean
  readonly isFailed: boolean
  readonly speed: number
  seek(at: number): void
  /** Goes back or on by so many ms of what was captured. */
  step(byMs: number): void
  toggle(): void
  setSpeed(speed: number): void
  retry(): void
  /** What the `<video>` of the part is to be told about. */
  readonly events: {
    onLoadedMetadata(): void
    onTimeUpdate(): void
    onSeeked(): void
    onWaiting(): void
    onCanPlay(): void
    onPlay(): void
    onPause(): void
    onEnded(): void
    onError(): void
  }
}

/** One `<video>` plays part after part; a seek into another part waits until that one knows how long it is. */
export function usePlayer(timeline: RecordingTimeline): Player {
  const video = useRef<HTMLVideoElement>(null)
  const [spot, setSpot] = useState<Spot>(() => spotAt(timeline, timeline.from) ?? { part: 1, offsetMs: 0 })
  const [isPlaying, setPlaying] = useState(false)
  const [isWaiting, setWaiting] = useState(true)
  const [isFailed, setFailed] = useState(false)
  const [speed, setSpeed] = useState(1)
  /** Where to begin in the part that is being loaded; null: it is loaded. */
  const startMs = useRef<number | null>(0)
  const goesOn = useRef(false)
  const { part } = spot

  // A change to another part breaks a play off; it goes on there.
  const play = () => void video.current?.play().catch(() => startMs.current === null && setPlaying(false))
  const goTo = (next: Spot, plays: boolean) => {
    goesOn.current = plays
    setSpot(next)
    if (next.part !== part) {
      startMs.current = next.offsetMs
      setWaiting(true)
      setFailed(false)
    } else if (startMs.current !== null) startMs.current = next.offsetMs
    else if (video.current) {
      video.current.currentTime = next.offsetMs / 1_000
      if (plays) play()
    }
  }
  const follow = () => {
    if (startMs.current === null && video.current) setSpot({ part, offsetMs: video.current.currentTime * 1_000 })
  }
  useEffect(() => {
    if (video.current) video.current.playbackRate = speed
  }, [speed])

  return {
    ...{ video, part, isPlaying, isWaiting, isFailed, speed, setSpeed },
    at: momentAt(timeline, spot),
    seek(at) {
      const next = spotAt(timeline, Math.min(Math.max(at, timeline.from), timeline.to))
      if (next) goTo(next, isPlaying)
    },
    step: (byMs) => goTo(stepFrom(timeline, spot, byMs), isPlaying),
    toggle() {
      if (isPlaying) {
        goesOn.current = false
        setPlaying(false)
        video.current?.pause()
      } else if (video.current?.ended === true) goTo(spotAt(timeline, timeline.from) ?? spot, true)
      else play()
    },
    retry() {
      startMs.current = spot.offsetMs
      setWaiting(true)
      setFailed(false)
      video.current?.load()
    },
    events: {
      onLoadedMetadata() {
        if (!video.current) return
        video.current.currentTime = (startMs.current ?? 0) / 1_000
        video.current.playbackRate = speed
        startMs.current = null
        if (goesOn.current) play()
      },
      onTimeUpdate: follow,
      onSeeked() {
        setWaiting(false)
        follow()
      },
      onWaiting: () => setWaiting(true),
      onCanPlay: () => setWaiting(false),
      onPlay() {
        goesOn.current = true
        setPlaying(true)
      },
      onPause() {
        // The end of a part, and a change to another one, pause it, too.
        if (video.current?.ended !== true && startMs.current === null) setPlaying(false)
      },
      onEnded() {
        const next = partAfter(timeline, part)
        if (next !== undefined) goTo({ part: next, offsetMs: 0 }, true)
        else setPlaying(false)
      },
      onError() {
        setFailed(true)
        setPlaying(false)
      },
    },
  }
}
