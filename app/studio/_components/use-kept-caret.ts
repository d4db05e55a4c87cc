import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/**
 * What comes into the text from elsewhere stands behind it: the caret stays where somebody is typing. The function that it returns is told what
 * they have typed.
 */
export function useKeptCaret(
  field: RefObject<HTMLTextAreaElement | null>,
  typed: string,
): (field: HTMLTextAreaElement) => void {
  const own = useRef({ typed, start: 0, end: 0 })
  const remember = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) => {
    own.current = { typed: value, start: selectionStart, end: selectionEnd }
  }
  // A field that is given another value puts its caret at the end, which is when React has drawn it.
  useLayoutEffect(() => {
    const { current } = field
    if (current === null || typed === own.current.typed) return
    const { start, end } = own.current
    if (current === document.activeElement && start < typed.length) current.setSelectionRange(start, end)
    own.current = { typed, start, end }
  }, [field, typed])
  // The browser tells of a moved caret a moment later, when what was typed may be another text already.
  useEffect(() => {
    const onMoved = () => {
      const { current } = field
      if (current !== null && current === document.activeElement && current.value === own.current.typed) {
        own.current = { ...own.current, start: current.selectionStart, end: current.selectionEnd }
      }
    }
    document.addEventListener('selectionchange', onMoved)
    return () => document.removeEventListener('selectionchange', onMoved)
  }, [field])
  return remember
}
