import { useEffect, useState } from 'react'
import { studioOutbox } from './studio-device.ts'

/** An address of a photo's file on this device, as long as it is shown; null when it is not here, or not yet. */
export function usePhotoFile(photo: string): string | null {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isOver = false
    const show = (file: ArrayBuffer | null) => {
      if (file === null || isOver) return
      made = URL.createObjectURL(new Blob([file]))
      setAddress(made)
    }
    // A storage that does not answer shows no picture; the words beside it say what there is.
    studioOutbox()
      .photos.readPhotoFile(photo)
      .then(show, () => undefined)
    return () => {
      isOver = true
      if (made !== null) URL.revokeObjectURL(made)
    }
  }, [photo])
  return address
}
