import { FeedEventDocument } from '../feed.ts'
import { Id, strict, type TSchema, Type } from '../schema.ts'

/** The path parameter of an operation on one object. */
export const ById = strict({ id: Id })
/** The answer of an operation that has nothing to tell but that it is committed. */
export const Done = strict({ done: Type.Literal(true) })
/** A page of events; `next` is the offset to go on before, null on the last page. */
export const Events = strict({ events: Type.Array(FeedEventDocument), next: Type.Union([Type.Integer(), Type.Null()]) })
/** All rows of one kind. */
export const listOf = <T extends TSchema>(row: T) => strict({ rows: Type.Array(row) })
