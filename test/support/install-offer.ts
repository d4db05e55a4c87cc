/** For a page's start: it takes the browser for one on an iPhone, where nothing offers to install an app. */
export function asOnIos(): void {
  Object.defineProperties(navigator, { standalone: { value: false }, maxTouchPoints: { value: 5 } })
}

/** For a page: the browser's offer to install the app, which headless browsers never make. What the page asks of it is counted. */
export function offerInstall(): void {
  const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
    async prompt() {
      document.documentElement.dataset.prompts = String(Number(document.documentElement.dataset.prompts ?? 0) + 1)
    },
  })
  window.dispatchEvent(offer)
}
