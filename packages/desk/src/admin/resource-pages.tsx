import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { ResourcePage } from './resource-page.tsx'
import { campaigns, phoneBooks, places, reasonCodes, users, wrapUpCodes } from './resources.ts'
import { UserActions } from './user-actions.tsx'

/** The people. */
export function UsersPage() {
  const { lists = emptyLists } = useDeskLists()
  return (
    <ResourcePage
      resource={users(useAllTexts(), lists)}
      keyField="username"
      hasImport
      more={(row) => <UserActions user={row} />}
    />
  )
}

/** The seats. */
export function PlacesPage() {
  return <ResourcePage resource={places(useAllTexts())} keyField="id" hasImport />
}

/** Whose calls are taken. */
export function CampaignsPage() {
  const { lists = emptyLists } = useDeskLists()
  return <ResourcePage resource={campaigns(useAllTexts(), lists)} keyField="id" />
}

/** Why someone is not ready. */
export function ReasonCodesPage() {
  return <ResourcePage resource={reasonCodes(useAllTexts())} keyField="code" />
}

/** What a call was about. */
export function WrapUpCodesPage() {
  return <ResourcePage resource={wrapUpCodes(useAllTexts())} keyField="id" />
}

/** Whom the desks can call. */
export function PhoneBooksPage() {
  return <ResourcePage resource={phoneBooks(useAllTexts())} keyField="id" />
}
