import { Kbd, Modal } from '@mantine/core'
import { shortcutKeys, shortcuts } from '../app/shortcuts.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './shortcut-list.module.css'

/** What the keys do. */
export function ShortcutList({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const texts = useTexts()
  const words = texts.keys
  const rows: readonly (readonly [string, string])[] = [
    ['Ctrl K', words.search],
    ['?', words.list],
    ...shortcuts.map((name) => [shortcutKeys[name].toUpperCase(), words[name]] as const),
    ['1 … 9', words.digits],
  ]
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.title} closeButtonProps={{ 'aria-label': texts.common.close }}>
      <dl className={classes.list}>
        {rows.map(([key, what]) => (
          <div key={key} className={classes.row}>
            <dt>
              <Kbd>{key}</Kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p className="hs-muted hs-small">{words.hint}</p>
    </Modal>
  )
}
