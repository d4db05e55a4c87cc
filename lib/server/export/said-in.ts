import { escapeHtml } from './escape-html.ts'

/** The attributes of an element that holds people's words: their language, unless it is the page's own, and their own direction. */
export function saidIn(lang: string): string {
  return lang === 'en' ? ' dir="auto"' : ` dir="auto" lang="${escapeHtml(lang)}"`
}
