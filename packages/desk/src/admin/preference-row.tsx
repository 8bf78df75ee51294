import type { PreferenceDocument } from '@hotseat/protocol'
import { Checkbox } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconLock } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { useMoments } from '../app/moments.ts'
import { useOperation } from '../app/use-operation.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { PreferenceInput } from './preference-input.tsx'
import { preferenceProblem } from './preference-problem.ts'
import classes from './preference-row.module.css'
import { levelText, preferenceText, valueText } from './preference-words.ts'

type Props = { preference: PreferenceDocument; target: string; nameOf: (userId: string) => string }

/** One preference: what it does, what holds and from where, and the value of the level that is being set. */
export function PreferenceRow({ preference, target, nameOf }: Props) {
  const texts = useAllTexts()
  const words = texts.preferences
  const moments = useMoments()
  const queries = useQueryClient()
  const { key, type, levels, ladder, value, source, lockedAt } = preference
  const { name, help } = preferenceText(preference, texts)
  const own = ladder.find((rung) => rung.level === target)
  const [draft, setDraft] = useState<{ value: unknown } | null>(null)
  const [isLocked, setLocked] = useState<boolean | null>(null)
  const reread = async (message: string) => {
    await queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] === 'preferences' || queryKey[0] === 'preference',
    })
    setDraft(null)
    setLocked(null)
    notifications.show({ message })
  }
  const set = useOperation('setPreference', { quiet: true, onSuccess: () => void reread(words.saved(name)) })
  const reset = useOperation('resetPreference', { onSuccess: () => void reread(words.wasReset(name)) })

  const kind = target.split(':')[0]
  const isHere = levels.some((level) => level === kind)
  const isLockedAbove = lockedAt !== null && lockedAt !== target
  const isChanged = draft !== null || (isLocked !== null && isLocked !== (own?.locked ?? false))
  const params = { level: target, key }
  const save = () =>
    set.mutate({
      params,
      body: { value: draft === null ? (own?.value ?? value) : draft.value, locked: isLocked ?? own?.locked ?? false },
    })

  return (
    <div className={classes.row} data-testid={`preference-${key}`}>
      <div>
        <h3 className={classes.key}>
          {name}
          <code className={classes.code}>{key}</code>
          {lockedAt !== null && <IconLock aria-label={words.locked} size={14} />}
        </h3>
        <p className={classes.help}>{help}</p>
        <ol className={classes.ladder} aria-label={words.ladder}>
          {ladder.map((rung) => (
            <li key={rung.level} data-applies={rung.level === source} title={rungTitle(rung)}>
              <span>{levelText(rung.level, nameOf, texts)}</span>
              <b>{valueText(rung.value, type, texts)}</b>
              {rung.locked && <IconLock aria-label={words.locked} size={12} />}
              {rung.level === source && <span className="hs-hidden">{words.applies}</span>}
            </li>
          ))}
        </ol>
        {own?.changedBy != null && own.changedAt !== null && (
          <p className={classes.who}>{words.changedBy(nameOf(own.changedBy), moments.full(own.changedAt))}</p>
        )}
      </div>
      <div className={classes.control}>
        {!isHere ? (
          <p className="hs-muted hs-small">{words.notHere}</p>
        ) : isLockedAbove ? (
          <p className="hs-muted hs-small">{words.lockedAbove(levelText(lockedAt, nameOf, texts))}</p>
        ) : (
          <>
            <PreferenceInput
              preference={preference}
              value={draft === null ? (own?.value ?? value) : draft.value}
              isInherited={own === undefined && draft === null}
              error={set.isError ? preferenceProblem(set.error, texts) : undefined}
              onChange={(next) => setDraft({ value: next })}
            />
            <div className={classes.actions}>
              <Checkbox
                size="xs"
                label={words.lock}
                title={words.lockHelp}
                checked={isLocked ?? own?.locked ?? false}
                onChange={(event) => setLocked(event.currentTarget.checked)}
              />
              {isChanged && (
                <ActButton size="compact-sm" loading={set.isPending} onClick={save}>
                  {texts.common.save}
                </ActButton>
              )}
              {own !== undefined && !isChanged && (
                <ActButton
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  loading={reset.isPending}
                  onClick={() => reset.mutate({ params })}
                >
                  {words.reset}
                </ActButton>
              )}
            </div>
          </>
        )}
      </div>
    </div>
  )

  function rungTitle({ changedBy, changedAt }: PreferenceDocument['ladder'][number]): string | undefined {
    return changedBy === null || changedAt === null ? undefined : words.changedBy(nameOf(changedBy), moments.full(changedAt))
  }
}
