import type { InputOf } from '@hotseat/client'
import type { AnswerOf, OperationName, Operations } from '@hotseat/protocol'
import { notifications } from '@mantine/notifications'
import { type UseMutationResult, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query'
import { useTexts } from '../texts/texts-context.tsx'
import { useHotseat } from './hotseat-context.tsx'
import { problemText } from './problem.ts'

/** What can be said about a call beyond its input. */
type CallOptions<N extends OperationName> = {
  readonly onSuccess?: (answer: AnswerOf<Operations[N]>, input: InputOf<N>) => void
  readonly onError?: (error: Error) => void
  /** The caller shows the error itself. */
  readonly quiet?: boolean
}

/** One operation as an action: pending, error and `mutate`. An error is told in a toast, unless `quiet`. */
export function useOperation<N extends OperationName>(
  name: N,
  options: CallOptions<N> = {},
): UseMutationResult<AnswerOf<Operations[N]>, Error, InputOf<N>> {
  const hotseat = useHotseat()
  const texts = useTexts()
  return useMutation({
    mutationFn: (input: InputOf<N>) => hotseat.call(name, input),
    onSuccess: (answer, input) => options.onSuccess?.(answer, input),
    onError: (error) => {
      options.onError?.(error)
      if (options.quiet !== true) notifications.show({ color: 'red', message: problemText(error, texts), withBorder: true })
    },
  })
}

/** One operation as a list that is kept: its key is the operation's name and its input. */
export function useAnswer<N extends OperationName>(
  name: N,
  input: InputOf<N>,
  /** `anew`: what was read before counts only until it is read again. */
  { enabled = true, anew = false }: { enabled?: boolean; anew?: boolean } = {},
): UseQueryResult<AnswerOf<Operations[N]>> {
  const hotseat = useHotseat()
  return useQuery({
    queryKey: [name, input],
    queryFn: () => hotseat.call(name, input),
    enabled,
    refetchOnMount: anew ? 'always' : true,
  })
}
