/** Languages that a cast can be set to by name, as BCP 47 tags. */
export const LANGUAGES = [
  ...[
    'ar',
    'bg',
    'bn',
    'ca',
    'cs',
    'da',
    'de',
    'el',
    'en',
    'es',
    'et',
    'fa',
    'fi',
    'fr',
    'ga',
    'he',
    'hi',
    'hr',
    'hu',
    'id',
  ],
  ...[
    'is',
    'it',
    'ja',
    'ko',
    'lt',
    'lv',
    'nb',
    'nl',
    'pl',
    'pt',
    'ro',
    'ru',
    'sk',
    'sl',
    'sr',
    'sv',
    'sw',
    'ta',
    'th',
    'tr',
  ],
  ...['uk', 'ur', 'vi', 'zh'],
]

/** The first of the person's languages that is on the list, else English. */
export function ownLanguage(preferred: readonly string[]): string {
  const bare = preferred.map(tag => tag.split('-', 1)[0] ?? '')
  return bare.find(tag => LANGUAGES.includes(tag)) ?? 'en'
}

/** A language as its own speakers call it. */
export function languageName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
}
