/** What is aimed at: a share of the limit measured beside it, or a bound on the figure itself. */
export type Aim =
  | { readonly kind: 'shareAtLeast'; readonly share: number }
  | { readonly kind: 'atLeast'; readonly value: number }
  | { readonly kind: 'atMost'; readonly value: number }
  /** Reported without an aim. */
  | { readonly kind: 'none' }

/** One measured thing beside its limit from the same run. Rounds are in the order they were run. */
export type Figure = {
  readonly name: string
  readonly unit: string
  readonly rounds: readonly number[]
  /** What the figure is held against; its rounds were run in turn with the figure's. */
  readonly limit: { readonly name: string; readonly rounds: readonly number[] } | null
  readonly aims: readonly Aim[]
  /** What a reader has to know to believe it. */
  readonly note?: string
}

/** How big a run is: `full` for the record, `quick` to see that everything works. */
export type Size = {
  readonly rounds: number
  readonly durationMs: number
  readonly agents: number
}
export const sizes = {
  full: { rounds: 5, durationMs: 4_000, agents: 2_000 },
  quick: { rounds: 1, durationMs: 500, agents: 60 },
} as const satisfies Record<string, Size>

/** A figure's measurement by name. */
export type Measurement = (size: Size) => Promise<readonly Figure[]>
