import { describe, expect, test } from 'vitest'
import { captureArguments, findScreen, type Screen } from './capture-command.ts'

const settings = { frameRate: 5, maxHeight: 1080 }
const argumentsFor = (screen: Screen) => captureArguments(screen, settings).join(' ')

describe('the arguments of ffmpeg', () => {
  test.each([
    [{ kind: 'x11', display: ':0' }, '-f x11grab -probesize 32 -fpsprobesize 0 -framerate 5 -draw_mouse 1 -i :0 '],
    [{ kind: 'windows' }, '-f gdigrab -probesize 32 -fpsprobesize 0 -framerate 5 -draw_mouse 1 -i desktop '],
    [{ kind: 'mac', device: 'Capture screen 0' }, '-f avfoundation -framerate 5 -capture_cursor 1 -i Capture screen 0:none '],
  ] as const)('[CAP1] [CAP8] of %j', (screen, input) => {
    const all = argumentsFor(screen)
    expect(all).toContain(input)
    expect(all).toContain('-vf fps=5,scale=-2:trunc(min(ih\\,1080)/2)*2 ')
    expect(all).toContain('-c:v libx264 -preset veryfast -tune zerolatency ')
    expect(all).toContain('-threads 1 -filter_threads 1 -pix_fmt yuv420p -g 5 ')
    expect(all).toContain('-movflags frag_keyframe+empty_moov+default_base_moof -frag_duration 400000 -flush_packets 1 ')
    expect(all).toMatch(/-f mp4 pipe:1$/)
    expect(all).not.toContain('video_size')
  })

  test('[RCF2] no display, and Wayland, which shows its screen to no service, are no screen', () => {
    expect(findScreen({ platform: 'linux', env: { DISPLAY: ':7' } })).toEqual({ kind: 'x11', display: ':7' })
    expect(findScreen({ platform: 'linux', env: {} })).toBeNull()
    expect(findScreen({ platform: 'linux', env: { DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0' } })).toBeNull()
    expect(findScreen({ platform: 'win32', env: {} })).toEqual({ kind: 'windows' })
    expect(findScreen({ platform: 'darwin', env: {} })).toMatchObject({ kind: 'mac' })
  })
})
