// Not in TypeScript's own library. Source: https://wicg.github.io/manifest-incubations/#installation-prompts
interface InstallOffer extends Event {
  prompt(): Promise<unknown>
}
interface WindowEventMap {
  beforeinstallprompt: InstallOffer
}
interface Navigator {
  /** WebKit on iOS alone. Source: https://developer.apple.com/library/archive/documentation/AppleApplications/Reference/SafariWebContent/ConfiguringWebApplications/ConfiguringWebApplications.html */
  readonly standalone?: boolean
}
