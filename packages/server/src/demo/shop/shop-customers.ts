/** A customer of the demo shop. */
export type ShopCustomer = { readonly id: string; readonly name: string; readonly email: string }

/** Whoever comes may be any of them: the shop has no passwords, so that the chat can be tried at once. */
export const shopCustomers: readonly ShopCustomer[] = [
  { id: 'nora', name: 'Nora Lindgren', email: 'nora.lindgren@example.com' },
  { id: 'tariq', name: 'Tariq Haddad', email: 'tariq.haddad@example.org' },
  { id: 'ida', name: 'Ida Brandt', email: 'ida.brandt@partner.example' },
]
