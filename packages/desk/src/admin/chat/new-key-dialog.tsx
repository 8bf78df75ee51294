import type { ChatProjectDocument } from '@hotseat/protocol'
import { Button, CopyButton, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useAllTexts } from '../../texts/use-all-texts.ts'
import { ChatSnippetList } from './chat-snippet-list.tsx'

type Props = { project: ChatProjectDocument; kid: string; secret: string; onDone: () => void }

/** A new secret key, shown this once (spec CT12). A slip beside the dialog does not close it: the key would be gone. */
export function NewKeyDialog({ project, kid, secret, onDone }: Props) {
  const { chatAdmin: words } = useAllTexts()
  return (
    <Modal
      opened
      onClose={onDone}
      title={words.newTitle}
      size="lg"
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <p className="hs-notice" data-tone="notReady">
          {words.newHelp}
        </p>
        <TextInput
          readOnly
          label={words.secret}
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Group gap="xs">
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button data-autofocus onClick={copy}>
                {copied ? words.copied : words.copySecret}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={onDone}>
            {words.stored}
          </Button>
        </Group>
        <ChatSnippetList project={project} kid={kid} />
      </Stack>
    </Modal>
  )
}
