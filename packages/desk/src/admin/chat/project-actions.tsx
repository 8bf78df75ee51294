import { Menu } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { goTo } from '../../app/route.ts'
import { useAllTexts } from '../../texts/use-all-texts.ts'

/** What else can be done with a chat project: its keys. */
export function ProjectActions({ id }: { id: string }) {
  const { chatAdmin: words } = useAllTexts()
  return (
    <Menu.Item
      leftSection={<IconKey aria-hidden size={16} />}
      onClick={() => goTo(`/admin/chatProjects/${encodeURIComponent(id)}`)}
    >
      {words.open}
    </Menu.Item>
  )
}
