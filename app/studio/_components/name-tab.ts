/** Names the browser's tab after the screen. Next knows only the one page. */
export function nameTab(screen: string): void {
  document.title = screen
}
