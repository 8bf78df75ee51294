/** When something is done and by whom: a user's id, or null for the system. It completes every event. */
export type Meta = { readonly at: number; readonly by: string | null }
