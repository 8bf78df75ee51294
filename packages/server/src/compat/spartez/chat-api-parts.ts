import type { ChatSigner } from '../../chat/chat-signer.ts'
import type { AdapterParts } from '../adapter.ts'
import type { OwnPages } from './cors.ts'

/** What the customers' API stands on: part of what every adapter has, and who checks the tokens' signatures. */
export type ChatApiParts = Pick<AdapterParts, 'deps' | 'settings' | 'whispers' | 'hub' | 'vouch' | 'onFault'> &
  OwnPages & { readonly signer: ChatSigner }
