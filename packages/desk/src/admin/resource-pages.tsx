import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { ResourcePage } from './resource-page.tsx'
import { campaigns, phoneBooks, places, reasonCodes, users, wrapUpCodes } from './resources.ts'
import { UserActions } from './user-actions.tsx'

/** The people. */
export function UsersPage() {
  const { lists = emptyLists } = useDeskLists()
  return (
    <ResourcePage resource={users(useTexts(), lists)} keyField="username" hasImport more={(row) => <UserActions user={row} />} />
  )
}

/** The seats. */
export function PlacesPage() {
  return <ResourcePage resource={places(useTexts())} keyField="id" hasImport />
}

/** Whose calls are taken. */
export function CampaignsPage() {
  const { lists = emptyLists } = useDeskLists()
  return <ResourcePage resource={campaigns(useTexts(), lists)} keyField="id" />
}

/** Why someone is not ready. */
export function ReasonCodesPage() {
  return <ResourcePage resource={reasonCodes(useTexts())} keyField="code" />
}

/** What a call was about. */
export function WrapUpCodesPage() {
  return <ResourcePage resource={wrapUpCodes(useTexts())} keyField="id" />
}

/** Whom the desks can call. */
export function PhoneBooksPage() {
  return <ResourcePage resource={phoneBooks(useTexts())} keyField="id" />
}
