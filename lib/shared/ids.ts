import { z } from 'zod'

/** A UUIDv7 (RFC 9562) in lower case, made where the thing was made. */
export const Id = z.uuidv7().toLowerCase()
