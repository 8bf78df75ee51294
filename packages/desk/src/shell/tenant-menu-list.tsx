import { Menu } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useOpenedMenu } from '../app/use-opened-menu.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import type { MenuFace } from './menu-face.ts'

/** The contact centres I belong to; another one is entered at once. */
export function TenantMenuList({ face }: { face: MenuFace }) {
  const texts = useTexts()
  const { user } = useView().session
  const hindrance = useHindrance()
  const change = useOperation('switchTenant')
  const { target, ...menu } = useOpenedMenu()
  return (
    <Menu {...menu} position="bottom-start">
      <Menu.Target>
        <button ref={target} {...face} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.shell.tenant}</Menu.Label>
        {user.tenants.map((tenant) => (
          <Menu.Item
            key={tenant.id}
            disabled={hindrance !== null}
            rightSection={tenant.id === user.tenant ? <IconCheck aria-hidden size={15} /> : null}
            aria-current={tenant.id === user.tenant}
            onClick={() => tenant.id !== user.tenant && change.mutate({ body: { tenant: tenant.id } })}
          >
            <bdi>{tenant.name}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
