import type { ChatProjectDocument } from '@hotseat/protocol'
import { notifications } from '@mantine/notifications'
import { IconKey } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActButton } from '../../app/act-button.tsx'
import { Blank, Failed, Loading } from '../../app/blank-states.tsx'
import { ConfirmDialog } from '../../app/confirm-dialog.tsx'
import { useMoments } from '../../app/moments.ts'
import { Panel } from '../../app/panel.tsx'
import { useAnswer, useOperation } from '../../app/use-operation.ts'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import classes from '../admin.module.css'
import { useNameOf } from '../use-people.ts'
import own from './chat-admin.module.css'
import { NewKeyDialog } from './new-key-dialog.tsx'

/** A project's secret keys: generate, rotate by a second one, revoke (spec CT12, CT13). */
export function ChatKeys({ project }: { project: ChatProjectDocument }) {
  const texts = useAllTexts()
  const words = texts.chatAdmin
  const moments = useMoments()
  const queries = useQueryClient()
  const nameOf = useNameOf()
  const [askedKid, setAskedKid] = useState<string | null>(null)
  const input = { params: { id: project.id } }
  const list = useAnswer('chatKeys', input, { anew: true })
  const read = () => queries.invalidateQueries({ queryKey: ['chatKeys', input] })
  const create = useOperation('createChatKey', { onSuccess: () => void read() })
  const revoke = useOperation('revokeChatKey', {
    onSuccess: (_, { params }) => {
      setAskedKid(null)
      void read()
      notifications.show({ message: words.revokedDone(params.kid) })
    },
  })
  const keys = (list.data?.keys ?? []).toSorted((a, b) => b.createdAt - a.createdAt)
  const asked = keys.find(({ kid }) => kid === askedKid)
  // When it was used last is what the answer depends on: the list may be old.
  const ask = (kid: string) => {
    setAskedKid(kid)
    void list.refetch()
  }
  const active = keys.filter(({ revokedAt }) => revokedAt === null)
  return (
    <Panel
      title={words.keys}
      aside={
        <ActButton
          size="xs"
          leftSection={<IconKey aria-hidden size={15} />}
          loading={create.isPending}
          onClick={() => create.mutate(input)}
        >
          {words.generate}
        </ActButton>
      }
    >
      <p className={own.help}>{words.keysHelp}</p>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Loading rows={3} />}
      {list.data !== undefined && keys.length === 0 && (
        <Blank icon={<IconKey aria-hidden size={24} stroke={1.5} />} title={words.keysNone} />
      )}
      {keys.length > 0 && (
        <div className={`${classes.surface} ${own.keys}`}>
          <table className={classes.table} aria-label={words.keys}>
            <thead>
              <tr>
                <th scope="col">{words.kid}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.created}</th>
                <th scope="col">{words.lastUsed}</th>
                <th scope="col">
                  <span className="hs-hidden">{texts.floor.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map((key) => (
                <tr key={key.kid} data-disabled={key.revokedAt !== null}>
                  <td className="hs-number">{key.kid}</td>
                  <td>
                    {key.revokedAt === null ? (
                      <span className={own.tag} data-tone="ready">
                        {words.active}
                      </span>
                    ) : (
                      words.revoked(moments.full(key.revokedAt))
                    )}
                  </td>
                  <td>{words.byWhom(moments.full(key.createdAt), nameOf(key.createdBy))}</td>
                  <td>{key.lastUsedAt === null ? words.never : moments.full(key.lastUsedAt)}</td>
                  <td>
                    {key.revokedAt === null && (
                      <ActButton size="compact-xs" variant="default" onClick={() => ask(key.kid)}>
                        <span aria-hidden>{words.revoke}</span>
                        <span className="hs-hidden">{words.revokeOf(key.kid)}</span>
                      </ActButton>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {create.data !== undefined && <NewKeyDialog project={project} {...create.data} onDone={create.reset} />}
      {asked !== undefined && (
        <ConfirmDialog
          title={words.revokeTitle(asked.kid)}
          losses={[
            words.revokeTokens,
            words.revokeSessions,
            ...(active.length === 1 ? [words.revokeLast] : []),
            ...(asked.lastUsedAt === null ? [] : [words.revokeUsed(moments.full(asked.lastUsedAt))]),
          ]}
          action={words.revokeDo}
          isBusy={revoke.isPending}
          onConfirm={() => revoke.mutate({ params: { id: project.id, kid: asked.kid } })}
          onClose={() => setAskedKid(null)}
        />
      )}
    </Panel>
  )
}
