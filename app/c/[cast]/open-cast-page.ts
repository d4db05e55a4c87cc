import { cache } from 'react'
import { openPage } from '../../../lib/server/request/open-page.ts'

/** The cast of the page that is being rendered, read once for its head and its body. */
export const openCastPage = cache(openPage)
