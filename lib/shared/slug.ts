import { z } from 'zod'
import { SLUG_MAX } from './limits.ts'

/** The readable part of a cast's address: small letters, digits, single hyphens. */
export const Slug = z
  .string()
  .max(SLUG_MAX)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
