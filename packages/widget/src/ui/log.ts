import { type Progress, type TimelineRow, timelineOf } from '../timeline.ts'
import type { ViewState } from '../view-state.ts'
import { button, h } from './dom.ts'
import type { Language } from './language.ts'
import { linked } from './linked.ts'

type MessageRow = Extract<TimelineRow, { kind: 'message' }>

/** What can be done in the log. */
export type LogActions = {
  readonly retrySay: (clientId: string) => void
  readonly discardSay: (clientId: string) => void
  readonly now: () => number
}

/** The log: what was said, a row each. A row that stays is moved and not made anew, so that only news is read out. */
export function createLog(actions: LogActions) {
  const element = h('div', { class: 'log', role: 'log' })
  const shown = new Map<string, Shown>()

  function show(row: TimelineRow, before: Shown | undefined, language: Language): Shown {
    const [progress, rest] = row.kind === 'message' ? [row.progress, { ...row, progress: null, clientId: null }] : [null, row]
    const written = JSON.stringify([rest, language.tag])
    if (before?.written === written && before.progress === progress) return before
    const node = before?.written === written ? before.node : rowNode(row, language, actions)
    if (before !== undefined && before.node !== node) before.node.replaceWith(node)
    // How far it came is not said with the message again.
    else if (before !== undefined && row.kind === 'message') changeFoot(node, row, language, actions)
    const now = { written, progress, node }
    shown.set(row.key, now)
    return now
  }

  return {
    element,
    update(state: ViewState, language: Language): void {
      const rows = timelineOf(state, language.dayOf)
      const keys = new Set(rows.map(({ key }) => key))
      for (const [key, { node }] of shown) {
        if (keys.has(key)) continue
        node.remove()
        shown.delete(key)
      }
      rows.forEach((row, index) => {
        const { node } = show(row, shown.get(row.key), language)
        const place = element.children[index]
        if (place !== node) element.insertBefore(node, place ?? null)
      })
    },
  }
}

type Shown = { readonly written: string; readonly progress: Progress | null; readonly node: HTMLElement }

function changeFoot(node: HTMLElement, row: MessageRow, language: Language, actions: LogActions): void {
  node.querySelector('.progress')?.remove()
  node.append(...[foot(row, language, actions)].filter((part) => part !== null))
}

function rowNode(row: TimelineRow, language: Language, actions: LogActions): HTMLElement {
  const { texts } = language
  switch (row.kind) {
    case 'day':
      return h('p', { class: 'day' }, language.dayName(row.at, actions.now()))
    case 'note':
      return h('p', { class: 'note' }, texts.system[row.text] ?? row.text)
    case 'message': {
      const who = row.isOwn ? texts.you : row.name || texts.agent
      const time = h('time', {}, language.time(row.at))
      const head = row.continues
        ? h('span', { class: 'unseen' }, `${who}: `)
        : h('p', { class: 'who' }, h('span', { class: row.isOwn ? 'unseen' : 'name' }, h('bdi', {}, who), ' '), time)
      const said = h('div', { class: 'bubble', dir: 'auto' }, ...linked(row.text))
      const side = `message ${row.isOwn ? 'own' : 'theirs'}${row.continues ? ' continues' : ''}`
      return h('div', { class: side }, head, said, foot(row, language, actions))
    }
  }
}

function foot({ progress, clientId }: MessageRow, { texts }: Language, actions: LogActions) {
  if (progress === null) return null
  const told = h(
    'p',
    { class: `progress ${progress}`, 'aria-live': progress === 'refused' ? 'polite' : 'off' },
    texts.progress[progress],
  )
  if (clientId !== null)
    told.append(
      ' ',
      button({ class: 'link' }, () => actions.retrySay(clientId), texts.tryAgain),
      ' ',
      button({ class: 'link' }, () => actions.discardSay(clientId), texts.remove),
    )
  return told
}
