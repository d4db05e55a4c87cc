import type { ReactNode } from 'react'
import styles from './field.module.css'
import { SmallIcon } from './icon.tsx'

/** A labelled control with what is wrong with it underneath, tied to it for those who listen. */
export function Field({ id, label, problem, children, after }: FieldProps) {
  return (
    <div className={styles.field} data-wrong={problem ? true : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>{children(tie(id, problem))}</div>
      <Problem id={problemId(id)}>{problem}</Problem>
      {after}
    </div>
  )
}

/** The same for people's words. */
export function VoiceField({ id, label, problem, children, after }: FieldProps) {
  return (
    <div className={styles.field} data-wrong={problem ? true : undefined}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.voice}>{children(tie(id, problem))}</div>
      <Problem id={problemId(id)}>{problem}</Problem>
      {after}
    </div>
  )
}

/** What stands in front of the typed part, inside the box. */
export function FieldPrefix({ children }: { children: ReactNode }) {
  return <span className={styles.prefix}>{children}</span>
}

/** What is wrong, in words. Nothing when nothing is. */
export function Problem({ id, children }: { id: string; children?: ReactNode }) {
  if (!children) return null
  return (
    <p className={styles.problem} id={id}>
      <SmallIcon name="alert" />
      <span>{children}</span>
    </p>
  )
}

interface FieldProps {
  id: string
  label: ReactNode
  problem?: ReactNode
  /** The control, with what ties it to its label and its problem. */
  children: (tie: FieldTie) => ReactNode
  after?: ReactNode
}

export interface FieldTie {
  id: string
  'aria-invalid'?: true
  'aria-describedby'?: string
}

function tie(id: string, problem: ReactNode): FieldTie {
  return problem ? { id, 'aria-invalid': true, 'aria-describedby': problemId(id) } : { id }
}

function problemId(id: string): string {
  return `${id}-problem`
}
