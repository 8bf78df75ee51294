/** Where a recorder finds its screen. */
export type Screen =
  | { readonly kind: 'x11'; readonly display: string }
  | { readonly kind: 'windows' }
  /** AVFoundation's name of a screen, one monitor. */
  | { readonly kind: 'mac'; readonly device: string }

/** How it is captured: frames a second, and no higher than so many lines. */
export type CaptureSettings = { readonly frameRate: number; readonly maxHeight: number }

/** Microseconds, two pictures at 5 a second. A fragment is out when the picture behind it comes. */
const longestFragment = '400000'

/**
 * The arguments of one ffmpeg that writes fragmented MP4 to its output (spec CAP1). One picture a second needs no other, and what was captured
 * comes out twice and more a second; the encoder holds no frame back (`zerolatency`), so that a crash loses no more than the
 * fragment that is being made (SPL2). Encoding takes no more than one core, whatever the screen shows: what one thread cannot do in time is left
 * out (CAP8).
 */
export function captureArguments(screen: Screen, { frameRate, maxHeight }: CaptureSettings): readonly string[] {
  const height = `trunc(min(ih\\,${maxHeight})/2)*2`
  return [
    ...['-hide_banner', '-loglevel', 'error', '-nostats'],
    ...inputOf(screen, frameRate),
    ...['-an', '-vf', `fps=${frameRate},scale=-2:${height}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-crf', '28', '-threads', '1', '-filter_threads', '1'],
    ...['-pix_fmt', 'yuv420p', '-g', String(frameRate), '-keyint_min', String(frameRate), '-sc_threshold', '0'],
    ...['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-frag_duration', longestFragment],
    ...['-flush_packets', '1'],
    ...['-f', 'mp4', 'pipe:1'],
  ]
}

function inputOf(screen: Screen, frameRate: number): readonly string[] {
  // What comes is known: to look at a second of it first would lose that second of the call, and what the film's first moment was.
  const rate = ['-probesize', '32', '-fpsprobesize', '0', '-framerate', String(frameRate)]
  switch (screen.kind) {
    // Without a size x11grab and gdigrab take the whole desktop, with all its monitors.
    case 'x11':
      return ['-f', 'x11grab', ...rate, '-draw_mouse', '1', '-i', screen.display]
    case 'windows':
      return ['-f', 'gdigrab', ...rate, '-draw_mouse', '1', '-i', 'desktop']
    case 'mac':
      return ['-f', 'avfoundation', '-framerate', String(frameRate), '-capture_cursor', '1', '-i', `${screen.device}:none`]
  }
}

/** What of a process's environment says where its screen is. */
export type Desktop = {
  readonly platform: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The screen to capture; null: there is none that a service may see (spec RCF2). Wayland shows its screen only to whom the person in front of
 * it allows it each time, and its X display is black where Wayland's own windows are: better none than half a screen.
 */
export function findScreen({ platform, env }: Desktop): Screen | null {
  if (platform === 'win32') return { kind: 'windows' }
  if (platform === 'darwin') return { kind: 'mac', device: 'Capture screen 0' }
  return env.DISPLAY && !env.WAYLAND_DISPLAY ? { kind: 'x11', display: env.DISPLAY } : null
}
