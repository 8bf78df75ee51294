import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Refusal } from '@hotseat/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { ProjectOrigins } from '../chat/project-origins.ts'
import type { Whispers } from '../chat/whispers.ts'
import type { Deps } from '../deps.ts'
import type { Hub } from '../feed/hub.ts'
import type { AllowedOrigins } from '../http/allowed-origins.ts'
import type { Callers } from '../http/caller.ts'
import type { OwnOrigins } from '../http/own-origins.ts'
import type { FieldError } from '../http/problem.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { ClientAddress } from './client-address.ts'
import type { FindNamedUser } from './find-tenant.ts'
import type { Leases } from './leases.ts'
import type { PasswordDoor } from './password-door.ts'
import type { Perform } from './perform.ts'

/** What an adapter stands on: the use cases, and the ways of finding callers and hearing events. It brings no rule. */
export type AdapterParts = {
  readonly deps: Deps
  /** Every use case, behind the same door as the native API's. */
  readonly perform: Perform
  readonly settings: TenantSettings
  /** The web sites of the chat projects. */
  readonly chatOrigins: ProjectOrigins
  /** Who types, told to the sockets of this node. */
  readonly whispers: Whispers
  readonly callers: Callers
  readonly hub: Hub
  readonly leases: Leases
  readonly own: OwnOrigins
  /** Exact origins. */
  readonly allowed: AllowedOrigins
  /** Origins of patterns: for the one API whose contract takes them (spec GW54). */
  readonly patterned: AllowedOrigins
  /** Somebody whom we know is at this address: it may open more lines than a stranger's (S-18, S-20). */
  vouch(address: string): void
  /** Where a handshake comes from; a call knows it as `request.ip`. */
  readonly addressOf: ClientAddress
  /** Which tenant a name means where the API has no field for it (spec CP2). */
  readonly findNamedUser: FindNamedUser
  /** Messages of sockets that verify a password go through it; routes that say so do by themselves. */
  readonly door: PasswordDoor
  readonly onFault: (error: unknown) => void
}

/** One call of a published API. */
export type VendorRoute = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As Fastify writes it: `/ameyorestapi/session/:id`. */
  readonly path: string
  /** What must be in the body; published clients send more than is documented, so other members pass. */
  readonly body?: TSchema
  /** `handle` reads the body itself, because it looks first who calls. */
  readonly readsBody?: true
  /** It can verify a password, so it is on the lockout's list (S-12). */
  readonly verifiesPassword?: true
  /** `body` fits the schema, unless it is to be read yet. What it returns is the answer; a `Refused` that it throws goes through `refuse`. */
  handle(request: FastifyRequest, body: unknown, reply: FastifyReply): Promise<unknown>
}

/** A WebSocket of an adapter: takes over a line whose request came to its path. */
export type VendorSocket = (request: IncomingMessage, line: Duplex, head: Buffer) => void

/** One published API, made for one server. */
export type Adapter = {
  readonly name: string
  /** Everything below belongs to it: an unknown address, or another method, is answered in its shape. */
  readonly prefix: `/${string}`
  readonly routes: readonly VendorRoute[]
  /** The one error table: any refusal of ours in the vendor's words. Sends the answer. */
  refuse(reply: FastifyReply, refusal: Refusal, errors: readonly FieldError[]): FastifyReply
  /** Runs before every answer below the prefix, whatever it will be: headers that pages of other origins need. */
  onRequest?(request: FastifyRequest, reply: FastifyReply): void
  /** Answers OPTIONS below the prefix: preflights. Without it they are nobody's. */
  preflight?(request: FastifyRequest, reply: FastifyReply): FastifyReply
  /** WebSockets by exact path. */
  readonly sockets?: Readonly<Record<string, VendorSocket>>
  /** The messages of its sockets that can verify a password, by name: they are on the lockout's list too (S-12). */
  readonly passwordMessages?: readonly string[]
  /** The database is out of reach: sends the clients of its sockets to other nodes; who comes here again is answered as ever (S-24). */
  dismiss?(): void
  /** The server is about to stop: sends the clients of its sockets elsewhere and takes no new ones; calls are still answered. */
  drain?(): Promise<void>
  /** Ends what still runs: streams, timers, sockets. */
  close?(): void
}

/** Makes an adapter on the parts of a server. */
export type CreateAdapter = (parts: AdapterParts) => Adapter
