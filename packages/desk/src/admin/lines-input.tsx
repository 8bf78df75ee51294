import { Textarea, type TextareaProps } from '@mantine/core'
import { useState } from 'react'

type Props = Omit<TextareaProps, 'value' | 'onChange'> & {
  lines: readonly string[]
  onChange: (lines: readonly string[]) => void
}

/** A list, an entry a line. The text stays as it is typed, an empty line for the next entry among it. */
export function LinesInput({ lines, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState('')
  const text = isSame(linesOf(typed), lines) ? typed : lines.join('\n')
  return (
    <Textarea
      {...rest}
      autosize
      minRows={2}
      value={text}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        onChange(linesOf(event.currentTarget.value))
      }}
    />
  )
}

function linesOf(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean)
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, index) => line === other[index])
}
