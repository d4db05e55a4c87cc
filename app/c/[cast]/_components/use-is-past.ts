'use client'
import { type RefObject, useEffect, useState } from 'react'

/** True once an element has left the screen at the top. `bar`: height in pixels of what covers the top. */
export function useIsPast(mark: RefObject<HTMLElement | null>, bar = 0): boolean {
  const [isPast, setIsPast] = useState(false)
  // Where things are on the screen is known to the DOM alone.
  useEffect(() => {
    if (mark.current === null) return
    const observer = new IntersectionObserver(
      ([entry]) => entry && setIsPast(!entry.isIntersecting && entry.boundingClientRect.top < bar),
      { rootMargin: `-${bar}px 0px 0px 0px` },
    )
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [mark, bar])
  return isPast
}
