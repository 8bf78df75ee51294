import type { FastifyReply } from 'fastify'
import { eitherOf } from '../../http/patterned-origins.ts'
import { Refused } from '../../http/problem.ts'
import type { CreateAdapter, VendorRoute } from '../adapter.ts'
import { createBodyReader } from '../read-body.ts'
import { createQueryReader } from '../read-query.ts'
import { type Admitted, createAdmit } from './admit.ts'
import { ChannelOperation, MeOperation, MeQuery } from './bodies.ts'
import { addCorsHeaders, answerPreflight } from './cors.ts'
import { createDeskLists } from './desk-lists.ts'
import { encodeChannel, encodeChannels, encodeDevices } from './encode-agent.ts'
import { encodeUser } from './encode-user.ts'
import { refuseAsGenesys, statusCodes } from './errors.ts'
import { createNotifications } from './notifications.ts'
import { operateOnMe } from './operate-on-me.ts'
import { readFacts } from './read-facts.ts'
import { requireWantedState, setChannelState } from './set-channel-state.ts'

/** A call without a body lacks every parameter. */
const nothing = {}
const ok = { statusCode: statusCodes.ok } as const

/** The server's side of Genesys Web Services, `/api/v2` (seed 002 and the vendor's public documents). */
export const createGenesys: CreateAdapter = (ground) => {
  const allowed = eitherOf(ground.allowed, ground.patterned)
  const parts = { ...ground, allowed, lists: createDeskLists(ground) }
  const admit = createAdmit(parts)
  const notifications = createNotifications(parts)
  const readQuery = createQueryReader(MeQuery)
  const readMeOperation = createBodyReader(MeOperation)
  const readChannelOperation = createBodyReader(ChannelOperation)

  async function showMe(who: Admitted, query: unknown) {
    const { subresources } = readQuery(query)
    return { ...ok, user: encodeUser(await readFacts(parts, who), subresources) }
  }

  async function findChannel(who: Admitted, channel: string) {
    const facts = await readFacts(parts, who)
    if (!facts.desk.media.some(({ id }) => id === channel)) throw new Refused({ code: 'object.unknown' })
    return facts
  }

  async function operateOnChannel(who: Admitted, channel: string, body: ChannelOperation, reply: FastifyReply) {
    const { desk } = await findChannel(who, channel)
    const wanted = requireWantedState(body.operationName, body.reasonCode, desk.reasonCodes)
    const refusal = await setChannelState(parts, who, channel, wanted)
    return refusal === null ? ok : refuseAsGenesys(reply, refusal, [])
  }

  const routes: readonly VendorRoute[] = [
    {
      ...{ method: 'GET', path: '/api/v2/me', verifiesPassword: true },
      handle: async (request, _body, reply) => showMe(await admit(request, reply), request.query),
    },
    {
      ...{ method: 'POST', path: '/api/v2/me', body: MeOperation, readsBody: true, verifiesPassword: true },
      async handle(request, body, reply) {
        const read = () => readMeOperation(body ?? nothing)
        return operateOnMe(parts, await admit(request, reply, read), read(), reply)
      },
    },
    {
      ...{ method: 'GET', path: '/api/v2/me/devices', verifiesPassword: true },
      handle: async (request, _body, reply) => ({
        ...ok,
        devices: encodeDevices(await readFacts(parts, await admit(request, reply))),
      }),
    },
    {
      ...{ method: 'GET', path: '/api/v2/me/channels', verifiesPassword: true },
      handle: async (request, _body, reply) => ({
        ...ok,
        channels: encodeChannels(await readFacts(parts, await admit(request, reply))),
      }),
    },
    {
      ...{ method: 'GET', path: '/api/v2/me/channels/:channel', verifiesPassword: true },
      handle: async (request, _body, reply) => {
        const channel = channelOf(request.params)
        return { ...ok, channel: encodeChannel(await findChannel(await admit(request, reply), channel), channel) }
      },
    },
    {
      ...{
        method: 'POST',
        path: '/api/v2/me/channels/:channel',
        body: ChannelOperation,
        readsBody: true,
        verifiesPassword: true,
      },
      async handle(request, body, reply) {
        const read = () => readChannelOperation(body ?? nothing)
        return operateOnChannel(await admit(request, reply, read), channelOf(request.params), read(), reply)
      },
    },
    {
      ...{ method: 'GET', path: '/api/v2/notifications', verifiesPassword: true },
      handle: async (request, _body, reply) => notifications.open(request, reply, await admit(request, reply)),
    },
  ]

  return {
    name: 'genesys',
    prefix: '/api/v2',
    // The vendor's documents write this address with a slash at its end, too.
    routes: routes.flatMap((route) => (route.path === '/api/v2/me' ? [route, { ...route, path: '/api/v2/me/' }] : [route])),
    refuse: refuseAsGenesys,
    onRequest: (request, reply) => addCorsHeaders(request, reply, parts),
    preflight: (request, reply) => answerPreflight(request, reply, parts),
    drain: notifications.drain,
    close: notifications.close,
  }
}

function channelOf(params: unknown): string {
  return typeof params === 'object' && params !== null && 'channel' in params ? String(params.channel) : ''
}
