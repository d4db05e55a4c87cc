import { networkInterfaces } from 'node:os'

const policy = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value: 'camera=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
  },
]

/** @type {import('next/dist/lib/load-custom-routes').RouteHas[]} */
const overHttps = [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }]

/** @type {import('next').NextConfig} */
export default {
  // Each build has a folder of its own (lib/cli/build/build-app.ts); dev and the route types stay in .next itself.
  distDir: process.env.PUSHERCAST_BUILD_DIR || '.next',
  // Hot reload on a phone: `npm run dev` listens on the local network too.
  allowedDevOrigins: Object.values(networkInterfaces()).flatMap(found => (found ?? []).map(({ address }) => address)),
  // The same on every machine that builds the same sources: behind a balancer they must be one build.
  generateBuildId: () => process.env.PUSHERCAST_BUILD_ID || null,
  poweredByHeader: false,
  // Titles and pictures of links stand in the head for everybody, whatever reads them; a page is then the same for all (lib/cli/serve/pages-for-many.ts).
  htmlLimitedBots: /.*/,
  reactStrictMode: true,
  // Node would load the maps of all chunks at the start: a fifth of the memory. Whoever needs them builds the same sources with them.
  experimental: { turbopackSourceMaps: false },
  serverExternalPackages: ['libsql', 'mongodb', 'pino', 'prom-client'],
  // `npm run check` reads the types of everything; a start would only do half of it again.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  headers: async () => [
    { source: '/:path*', headers: policy },
    {
      source: '/api/:path*',
      headers: [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" }],
    },
    // A page made at build time is the same until the next build; Next would let shared caches keep it for a year.
    { source: '/:page(studio|reader|signin)', headers: [{ key: 'Cache-Control', value: 'no-cache' }] },
    // Over plain http browsers complain of it.
    { source: '/:path*', has: overHttps, headers: [{ key: 'Cross-Origin-Opener-Policy', value: 'same-origin' }] },
    {
      source: '/:path*',
      has: overHttps,
      missing: [{ type: 'host', value: 'localhost' }], // it would bind every other program of this machine too
      headers: [{ key: 'Strict-Transport-Security', value: 'max-age=31536000' }],
    },
  ],
}
