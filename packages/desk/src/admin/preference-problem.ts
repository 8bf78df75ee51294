import { HotseatError } from '@hotseat/client'
import { problemText } from '../app/problem.ts'
import type { AllTexts } from '../texts/all-en.ts'

/** Why a value was not taken: with a list of patterns, what is wrong with which line. */
export function preferenceProblem(error: unknown, texts: AllTexts): string {
  const { patternFaults, line: inLine } = texts.preferences
  const { fault, line } = error instanceof HotseatError ? error.facts : {}
  const sentence = Object.entries(patternFaults).find(([name]) => name === fault)?.[1]
  return sentence === undefined ? problemText(error, texts) : inLine(Number(line), sentence)
}
