declare module 's3rver' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  class S3rver {
    constructor(options: {
      silent: boolean
      directory: string
      vhostBuckets: boolean
      configureBuckets: readonly { name: string }[]
    })
    configureBuckets(): Promise<unknown>
    callback(): (request: IncomingMessage, response: ServerResponse) => void
  }
  export = S3rver
}
