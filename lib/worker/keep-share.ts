import { keepShared } from '../client/shared-in/shared-store.ts'
import { newId } from '../shared/new-id.ts'
import { STUDIO_SHELL } from '../shared/shells.ts'

/**
 * What a person shares from another app into this one: kept on the device before anything else is done, as there may be no signal; the studio
 * takes it from there. Source: https://w3c.github.io/web-share-target/, app/manifest.ts
 */
export async function keepShare(request: Request): Promise<Response> {
  try {
    const form = await request.formData()
    const words = ['title', 'text', 'url']
      .flatMap(name => form.get(name) ?? [])
      .filter(word => typeof word === 'string')
    const files = form.getAll('photos').filter(file => file instanceof File)
    const kept = files.map(async file => ({
      id: newId(),
      name: file.name,
      type: file.type,
      bytes: await file.arrayBuffer(),
    }))
    await keepShared({ id: newId(), text: [...new Set(words)].join('\n'), files: await Promise.all(kept) })
    return Response.redirect(`${STUDIO_SHELL}?latest`, 303)
  } catch {
    return new Response(NOT_KEPT, { status: 507, headers: { 'content-type': 'text/plain; charset=utf-8' } })
  }
}

const NOT_KEPT = 'This phone could not keep what you shared. Nothing was posted. Free some space and share it again.'
