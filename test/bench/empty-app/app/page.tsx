import { headers } from 'next/headers'

/** A page that is rendered for each request, and shows nothing. */
export default async function EmptyPage() {
  await headers()
  return <main />
}
