import { ChatClientFrame, type ChatServerFrame } from '@hotseat/protocol'
import { Compile } from 'typebox/compile'
import { faultOf } from '../../fault-of.ts'

const checker = Compile(ChatClientFrame)

/** A frame from a widget, or null when it is none. Binary frames are none. */
export function parseChatFrame(text: string): ChatClientFrame | null {
  try {
    const frame: unknown = JSON.parse(text)
    return checker.Check(frame) && faultOf(frame) === null ? frame : null
  } catch {
    return null
  }
}

export function encodeChatFrame(frame: ChatServerFrame): string {
  return JSON.stringify(frame)
}
