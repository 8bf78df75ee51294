/** A tenant's id as a company id, `/^[a-zA-Z0-9_]{1,32}$/`: every other character is `_`, and it ends after 32. */
export function companyOf(tenant: string): string {
  return tenant.replace(/[^a-zA-Z0-9_]/g, '_').slice(0, 32)
}
