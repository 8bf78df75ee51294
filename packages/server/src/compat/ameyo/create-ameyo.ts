import type { CreateAdapter } from '../adapter.ts'
import { createAdmit } from './admit.ts'
import { campaignRoutes } from './campaigns.ts'
import { echoRoute } from './echo.ts'
import { refuseAsAmeyo } from './errors.ts'
import { createJwts } from './jwt.ts'
import { keepAliveRoute } from './keep-alive.ts'
import { loginRoute } from './login.ts'
import { createNames } from './names.ts'
import { createPushes } from './pushes.ts'
import { runtimesRoute } from './runtimes.ts'
import { preferenceRoutes } from './server-preferences.ts'
import { sessionRoutes } from './sessions.ts'
import { workRoutes } from './work.ts'

/** Ameyo's REST API, as clients of its auto re-login speak it (`docs/apis/ameyo.md`). */
export const createAmeyo: CreateAdapter = (parts) => {
  const jwts = createJwts(parts.deps.secrets, parts.deps.clock)
  const admit = createAdmit(parts, jwts)
  const names = createNames(parts.deps.store, parts.hub)
  const pushes = createPushes(parts, admit, names)
  return {
    name: 'ameyo',
    prefix: '/ameyorestapi',
    routes: [
      echoRoute(parts),
      loginRoute(parts, jwts),
      keepAliveRoute(parts, admit, names),
      pushes.route,
      ...sessionRoutes(parts, admit, jwts),
      ...campaignRoutes(parts, admit),
      ...workRoutes(parts, admit),
      runtimesRoute(parts, admit),
      ...preferenceRoutes(parts, admit),
    ],
    refuse: refuseAsAmeyo,
    close: pushes.close,
  }
}
