/**
 * What iOS shows while the app opens: one picture for each screen that an iPhone has, in both schemes, or it shows white.
 * Width and height in CSS pixels, and how many of the screen's make one. Source: https://developer.apple.com/design/human-interface-guidelines/layout
 */
const SCREENS = [
  { width: 440, height: 956, ratio: 3 },
  { width: 402, height: 874, ratio: 3 },
  { width: 430, height: 932, ratio: 3 },
  { width: 393, height: 852, ratio: 3 },
  { width: 428, height: 926, ratio: 3 },
  { width: 390, height: 844, ratio: 3 },
  { width: 375, height: 812, ratio: 3 },
  { width: 414, height: 896, ratio: 3 },
  { width: 414, height: 896, ratio: 2 },
  { width: 375, height: 667, ratio: 2 },
] as const

export interface SplashScreen {
  /** In pixels of the screen. */
  width: number
  height: number
  scheme: 'light' | 'dark'
  url: string
  media: string
}

export const SPLASH_SCREENS: readonly SplashScreen[] = SCREENS.flatMap(screen =>
  (['light', 'dark'] as const).map(scheme => splashScreen(screen, scheme)),
)

function splashScreen({ width, height, ratio }: (typeof SCREENS)[number], scheme: 'light' | 'dark'): SplashScreen {
  const pixels = { width: width * ratio, height: height * ratio }
  const size = `(device-width: ${width}px) and (device-height: ${height}px) and (-webkit-device-pixel-ratio: ${ratio})`
  return {
    ...pixels,
    scheme,
    url: `/splash/${pixels.width}x${pixels.height}-${scheme}.png`,
    media: `screen and ${size} and (orientation: portrait) and (prefers-color-scheme: ${scheme})`,
  }
}
