import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { ProjectActions } from './chat/project-actions.tsx'
import { ResourcePage } from './resource-page.tsx'
import { campaigns } from './resources/campaigns.ts'
import { cannedReplies } from './resources/canned-replies.ts'
import { chatProjects } from './resources/chat-projects.ts'
import { phoneBooks } from './resources/phone-books.ts'
import { places } from './resources/places.ts'
import { reasonCodes } from './resources/reason-codes.ts'
import { users } from './resources/users.ts'
import { wrapUpCodes } from './resources/wrap-up-codes.ts'
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

/** Where customers chat from. */
export function ChatProjectsPage() {
  const { lists = emptyLists } = useDeskLists()
  return (
    <ResourcePage resource={chatProjects(useAllTexts(), lists)} keyField="id" more={(row) => <ProjectActions id={row.id} />} />
  )
}

/** What agents say often. */
export function CannedRepliesPage() {
  return <ResourcePage resource={cannedReplies(useAllTexts())} keyField="id" hasImport />
}
