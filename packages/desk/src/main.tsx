import '@mantine/core/styles.layer.css'
import './theme/tokens.css'
import './theme/base.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { Announcer } from './app/announce.tsx'
import { App } from './app/app.tsx'
import { createDeskClient } from './app/create-desk-client.ts'
import { HotseatProvider } from './app/hotseat-context.tsx'
import { keepListsApart } from './app/keep-lists-apart.ts'
import { createQueryClient } from './app/query-client.ts'
import { registerServiceWorker } from './app/register-service-worker.ts'
import { hrefOf, useRoutePath, useRouteSearch } from './app/route.ts'
import { styleNonce } from './theme/nonce.ts'
import { cssVariables, theme } from './theme/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

const hotseat = createDeskClient()
const queries = createQueryClient()
keepListsApart(hotseat, queries)

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <HotseatProvider hotseat={hotseat}>
        <QueryClientProvider client={queries}>
          <Router hook={useRoutePath} searchHook={useRouteSearch} hrefs={hrefOf}>
            <App />
            <Announcer />
          </Router>
        </QueryClientProvider>
      </HotseatProvider>
    </MantineProvider>
  </StrictMode>,
)
registerServiceWorker()
