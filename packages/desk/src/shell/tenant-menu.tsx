import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './top-bar.module.css'

/** The contact centre I am in; a switcher for who belongs to several. */
export function TenantMenu() {
  const texts = useTexts()
  const queries = useQueryClient()
  const { user } = useView().session
  const hindrance = useHindrance()
  const change = useOperation('switchTenant', { onSuccess: () => queries.clear() })
  const name = user.tenants.find((tenant) => tenant.id === user.tenant)?.name ?? user.tenant
  if (user.tenants.length < 2) {
    return (
      <span className={classes.tenant}>
        <span>{name}</span>
      </span>
    )
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.tenant} aria-label={`${texts.shell.tenant}: ${name}`}>
          <span>{name}</span>
          <IconChevronDown aria-hidden size={15} />
        </button>
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
            {tenant.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
