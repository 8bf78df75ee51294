import type { DeskDocument } from '@hotseat/protocol'
import classes from '../desk/call-panel.module.css'
import { useAllTexts } from '../texts/use-all-texts.ts'

type Props = { codes: DeskDocument['wrapUpCodes']; code: string | null; onChange: (code: string) => void }

/** What a conversation was about, one of the tenant's codes. */
export function WrapUpCodes({ codes, code, onChange }: Props) {
  const { chat: words } = useAllTexts()
  if (codes.length === 0) return null
  return (
    <fieldset className={classes.codes} data-tone="work">
      <legend>{words.wrapUpCode}</legend>
      {codes.map(({ id, label }) => (
        <label key={id} className={classes.code}>
          <input type="radio" name="chat-wrap-up-code" value={id} checked={code === id} onChange={() => onChange(id)} />
          <bdi>{label}</bdi>
        </label>
      ))}
    </fieldset>
  )
}
