import type { CannedReplyRow, ChatProjectRow } from '../store/tables.ts'

const open = { anonymous: true, allowedOrigins: [], audience: null, singleUse: false, disabledAt: null } as const

/** The demo shop signs its customers in to `support`; in `sales` everybody is a guest. In demo mode every loopback origin may show both. */
export const demoChatProjects: readonly ChatProjectRow[] = [
  { ...open, id: 'support', name: 'Support', autoLogin: true, campaigns: ['inbound-support'] },
  { ...open, id: 'sales', name: 'Sales', autoLogin: false, campaigns: ['outbound-sales'] },
]

const reply = (id: string, title: string, text: string): CannedReplyRow => ({ id, title, text, disabledAt: null })

export const demoCannedReplies: readonly CannedReplyRow[] = [
  reply('hello', 'Hello', 'Hello, and thank you for writing. How can I help you?'),
  reply('moment', 'One moment', 'One moment please, I am looking into it.'),
  reply(
    'order-number',
    'Order number',
    'Could you tell me the number of your order? It begins with HS and is in the confirmation e-mail.',
  ),
  reply(
    'return',
    'Returns',
    'You can send it back within 30 days. I will e-mail you a label; the refund takes about three days.',
  ),
  reply('anything-else', 'Anything else', 'Is there anything else that I can do for you?'),
  reply('goodbye', 'Goodbye', 'Thank you for chatting with us. Have a good day!'),
]
