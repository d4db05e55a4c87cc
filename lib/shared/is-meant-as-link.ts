/**
 * Whether something like `kitchen.example.org/menu`, typed with no scheme, is an address rather than two sentences without a space
 * between them, a time or a file name. Its ending is known to be a real one.
 */
export function isMeantAsLink(typed: string): boolean {
  const [host = ''] = typed.split(/[/?#]/, 1)
  const labels = host.split('.')
  const [name = '', ending = ''] = labels.slice(-2)
  if (/^\p{Lu}\p{Ll}/u.test(ending)) return false // "We arrived.It rains"
  if (!/\p{L}/u.test(name)) return false // "at 14.30.in the yard"
  if (!WORDS_AND_FILES.has(ending.toLowerCase())) return true
  return typed.length > host.length || (labels.length > 2 && labels.every(label => label.length > 1))
}

// Country endings that are English words ("arrived.it rains") or ends of file names. They need a path or a third part to link.
const WORDS_AND_FILES = new Set(
  ['am', 'as', 'at', 'be', 'by', 'do', 'in', 'is', 'it', 'me', 'my', 'no', 'so', 'to', 'us'].concat(['md', 'py', 'sh']),
)
