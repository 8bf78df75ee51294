import { Type } from 'typebox'
import { Compile } from 'typebox/compile'

const exact = { additionalProperties: false } as const

const problem = Compile(
  Type.Object(
    {
      ...{ type: Type.String(), title: Type.String(), status: Type.Integer({ minimum: 400 }), code: Type.String() },
      errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }, exact))),
      retryAfterMs: Type.Optional(Type.Integer()),
      facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    },
    exact,
  ),
)
const fail = Compile(Type.Object({ result: Type.Literal('fail') }, exact))

/** The body in which each adapter says no, as its vendor's document has it. */
export const refusals = {
  acqueon: Compile(
    Type.Object({
      channel: Type.Literal('Cisco'),
      topic: Type.Literal('Error'),
      subtopic: Type.String(),
      message: Type.Object({ request: Type.String() }),
    }),
  ),
  ameyo: Compile(
    Type.Object(
      {
        message: Type.Union([Type.String(), Type.Null()]),
        code: Type.Integer(),
        info: Type.Optional(Type.String()),
        status: Type.Optional(Type.Integer({ minimum: 400 })),
      },
      exact,
    ),
  ),
  genesys: Compile(Type.Object({ statusCode: Type.Integer({ minimum: 1 }), statusMessage: Type.String() }, exact)),
  ipcortex: fail,
  'ipcortex library': fail,
  spartez: problem,
  'spartez scripts': problem,
} as const
