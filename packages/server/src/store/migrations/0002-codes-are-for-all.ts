import type { Kysely } from 'kysely'

/** Nothing assigns a reason or a wrap-up code to some agents only, so no code says that it is for all of them. */
export async function dropForAll(db: Kysely<unknown>): Promise<void> {
  for (const table of ['reason_codes', 'wrap_up_codes']) await db.schema.alterTable(table).dropColumn('for_all').execute()
}
