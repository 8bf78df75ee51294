/** Two soft tones every three seconds until stopped. A browser that allows no sound yet stays silent. */
export function startRingTone(): () => void {
  if (!('AudioContext' in window)) return () => undefined
  const audio = new AudioContext()
  const ring = () => {
    const at = audio.currentTime
    for (const [delay, pitch] of [
      [0, 660],
      [0.22, 880],
    ] as const) {
      const tone = new OscillatorNode(audio, { frequency: pitch, type: 'sine' })
      const loudness = new GainNode(audio, { gain: 0 })
      loudness.gain.setTargetAtTime(0.12, at + delay, 0.02)
      loudness.gain.setTargetAtTime(0, at + delay + 0.18, 0.06)
      tone.connect(loudness).connect(audio.destination)
      tone.start(at + delay)
      tone.stop(at + delay + 0.7)
    }
  }
  ring()
  const timer = setInterval(ring, 3_000)
  return () => {
    clearInterval(timer)
    audio.close().catch(() => undefined)
  }
}
