import type { Metadata } from 'next'
import { NothingToRead } from './_look/nothing-to-read.tsx'

export const metadata: Metadata = { title: 'Nothing to read at this address' }

export default function NotFound() {
  return <NothingToRead />
}
