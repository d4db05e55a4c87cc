/** Empty too: without one here, Turbopack would take that of the checkout around. */
export function register(): void {}
