/** Where in a tree of texts a name of a file points to: `words` to `desk`, for instance. */
type Aliases = Map<string, Set<string>>

const reader = String.raw`(?:useTexts\(\)|useAllTexts\(\))`
const path = String.raw`((?:\??\.\w+)*)`
const partsOf = (text: string) => text.replaceAll('?', '').split('.').filter(Boolean)

/** The keys of all texts, as `desk.title`; a function is a text like any other. */
export function keysOf(texts: object, under = ''): readonly string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${under}${key}.`) : [`${under}${key}`],
  )
}

/**
 * The keys that a source file reads. What is looked up by a variable counts for its whole branch, and so does a branch
 * within a branch that is handed on (`choice(fields.type, bookTypes)`).
 */
export function usedKeys(source: string, keys: readonly string[]): ReadonlySet<string> {
  const aliases = aliasesOf(source)
  const used = new Set<string>()
  const names = [...aliases.keys()].join('|')
  const reads = new RegExp(`\\b(${names}|${reader})${path}(?=(\\[)|(\\s*[,)])|)`, 'g')
  for (const [, name = '', rest = '', lookedUp, handedOn] of source.matchAll(reads)) {
    for (const base of aliases.get(name) ?? ['']) {
      const parts = [...partsOf(base), ...partsOf(rest)]
      const wanted = parts.join('.')
      const isBranch = (lookedUp !== undefined && parts.length > 0) || (handedOn !== undefined && parts.length > 1)
      for (const key of keys) {
        const isIt = key === wanted || wanted.startsWith(`${key}.`)
        if (isIt || (isBranch && key.startsWith(`${wanted}.`))) used.add(key)
      }
    }
  }
  return used
}

function aliasesOf(source: string): Aliases {
  const aliases: Aliases = new Map([['texts', new Set([''])]])
  const add = (name: string, base: string) => aliases.set(name, (aliases.get(name) ?? new Set()).add(base))
  const addPattern = (pattern: string, base: string) => {
    for (const part of pattern.split(',')) {
      const [key = '', name = key] = part.split(':').map((word) => word.trim())
      if (key !== '') add(name, [...partsOf(base), key].join('.'))
    }
  }
  const isTexts = String.raw`(?:All)?Texts((?:\['\w+'\])*)`
  for (const [, name = '', inside = ''] of source.matchAll(new RegExp(`(\\w+): ${isTexts}`, 'g')))
    add(name, [...inside.matchAll(/\w+/g)].join('.'))
  for (const [, pattern = '', inside = ''] of source.matchAll(new RegExp(`\\{([^{}]*)\\}: ${isTexts}`, 'g')))
    addPattern(pattern, [...inside.matchAll(/\w+/g)].join('.'))
  for (const [, target = '', from = '', rest = ''] of source.matchAll(
    new RegExp(String.raw`const (\w+|\{[^{}]*\}) = (\w+|${reader})${path}\s*$`, 'gm'),
  )) {
    const bases = /^use(All)?Texts/.test(from) ? [''] : [...(aliases.get(from) ?? [])]
    for (const base of bases) {
      const whole = [...partsOf(base), ...partsOf(rest)].join('.')
      if (target.startsWith('{')) addPattern(target.slice(1, -1), whole)
      else add(target, whole)
    }
  }
  return aliases
}
