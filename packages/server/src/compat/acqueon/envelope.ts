import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { faultOf } from '../../fault-of.ts'
import { explain } from '../../http/explain.ts'

/** The one channel that is spoken. */
export const channel = 'Cisco'

const Name = Type.String({ minLength: 1, maxLength: 100 })
/** What a request is wrapped in; pages send more members than are documented, so others pass. */
export const Envelope = Type.Object({
  channel: Name,
  topic: Name,
  subtopic: Name,
  source: Type.Optional(Type.String({ maxLength: 200 })),
  data: Type.Optional(Type.Unknown()),
})

/** A request of the bus: `name` is `<topic>/<subtopic>`. */
export type BusRequest = { readonly name: string; readonly source: string | null; readonly data: unknown }
/** What is wrong with a frame, for a person; `field` is the member at fault. */
export type Fault = { readonly reason: string; readonly field?: string }
/** An event of the bus, ready to be sent. */
export type BusEvent = { readonly topic: string; readonly subtopic: string; readonly message: unknown }

const checker = Compile(Envelope)

/** Reads a text frame: a request, or what is wrong with it. */
export function decodeRequest(text: string): BusRequest | Fault {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { reason: 'The frame is not JSON.' }
  }
  const fault = faultOf(value)
  if (fault !== null) return { reason: `The frame cannot be taken: ${fault}.` }
  if (!checker.Check(value)) return faultIn(explain(checker.Errors(value)))
  if (value.channel !== channel) return { reason: `There is no such channel; it must be ${channel}.`, field: 'channel' }
  return { name: `${value.topic}/${value.subtopic}`, source: value.source ?? null, data: value.data }
}

/** The first of a checker's complaints as a sentence. */
export function faultIn([first]: readonly { readonly field: string; readonly message: string }[], within = ''): Fault {
  if (first === undefined) return { reason: 'The frame is not valid.' }
  const field = [within, first.field].filter((name) => name !== '').join('.')
  return field === '' ? { reason: `The frame ${first.message}.` } : { reason: `${field} ${first.message}.`, field }
}

/** An event by the name `<topic>/<subtopic>`. */
export function eventOf(name: `${string}/${string}`, message: unknown): BusEvent {
  const [topic = '', subtopic = ''] = name.split('/')
  return { topic, subtopic, message }
}

/** One event as a text frame. */
export function encodeEvent({ topic, subtopic, message }: BusEvent): string {
  return JSON.stringify({ channel, topic, subtopic, message })
}
