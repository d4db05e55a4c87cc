/** Shows on the app's icon how much is unsent, where there are such badges. */
export function showBadge(unsent: number): void {
  if (!('setAppBadge' in navigator)) return
  const shown = unsent > 0 ? navigator.setAppBadge(unsent) : navigator.clearAppBadge()
  void shown.catch(() => undefined) // an app that is not installed has no icon to show it on
}
