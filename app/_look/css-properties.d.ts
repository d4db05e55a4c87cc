import 'react'

declare module 'react' {
  /** What stylesheets of ours take from an element. */
  interface CSSProperties {
    /** Width of a picture by its height. */
    '--ratio'?: number
  }
}
