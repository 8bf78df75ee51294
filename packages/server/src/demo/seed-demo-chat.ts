import type { Deps } from '../deps.ts'
import { demoCannedReplies, demoChatProjects } from './demo-chat.ts'

/**
 * Puts the demo's chat projects and canned replies where no project is: demo data from before there was a chat gets them at the
 * next start. Projects are never removed, so what people made of them stays.
 */
export async function seedDemoChat({ store }: Pick<Deps, 'store'>): Promise<void> {
  const demo = store.tenant('demo')
  if ((await demo.find('chatProjects', { limit: 1 })).length > 0) return
  await demo.transact(async (tx) => {
    if ((await tx.find('chatProjects', { limit: 1 })).length > 0) return
    for (const row of demoChatProjects) tx.put('chatProjects', row)
    for (const row of demoCannedReplies) tx.put('cannedReplies', row)
  })
}
