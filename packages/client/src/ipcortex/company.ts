/** Company ids are 1–32 of A–Z, a–z, 0–9 and `_`. */
export const companyForm = /^[a-zA-Z0-9_]{1,32}$/

/** A tenant's id as a company id: every other character is `_`, and it ends after 32. */
export function companyOf(tenant: string): string {
  return tenant.replace(/[^a-zA-Z0-9_]/g, '_').slice(0, 32)
}

/** The tenant that a company id means, among those that a person belongs to. */
export function findTenantOf(company: string, tenants: readonly { readonly id: string }[]): string | undefined {
  return (tenants.find(({ id }) => id === company) ?? tenants.find(({ id }) => companyOf(id) === company))?.id
}
