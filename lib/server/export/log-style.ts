/**
 * The one stylesheet of the pages that open from disk. A string and no file, since the same module runs in Next's bundle and
 * in plain Node. Values are those of app/_look/tokens.css; a test holds them to it. Dark is for screens alone: paper is white.
 */
export const LOG_STYLE = `
:root {
  color-scheme: light;
  --paper: #ffffff; --plate: #14181a; --on-plate: #ffffff;
  --ink: #14181a; --ink-2: #474f53; --ink-3: #626b6f; --rule: #d8dddb; --rule-strong: #7e8784;
  --attention: #7a4f00; --attention-wash: #fbf0d6; --focus: #0b57d0; --selection: #ffe2d9;
  --font-voice: Charter, "Bitstream Charter", "Charis SIL", "Sitka Text", Cambria, "Noto Serif", Georgia, serif;
  --font-app: -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Inter, system-ui, sans-serif;
  --font-code: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  --type-meta: 0.8125rem / 1.25rem; --type-app: 0.9375rem / 1.375rem;
  --type-lead: 1.25rem / 1.75rem; --type-h3: 1.4375rem / 1.75rem;
  --type-display: 3.25rem / 3.5rem; --track-tight: -0.012em;
  --space-1: 4px; --space-2: 8px; --space-3: 12px; --space-4: 16px; --space-5: 20px; --space-6: 24px; --space-8: 32px;
  --touch: 44px; --measure: 38rem; --radius-small: 3px;
  --line-hair: 1px; --line-key: 3px;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --paper: #0e1113; --plate: #eceeed; --on-plate: #0e1113;
    --ink: #eceeed; --ink-2: #b3babb; --ink-3: #939c9e; --rule: #2b3134; --rule-strong: #727b7e;
    --attention: #f0c069; --attention-wash: #2c2312; --focus: #8ab4ff; --selection: #5a2415;
  }
}

*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  max-inline-size: 812px; margin: 0 auto; padding: 0 var(--space-5) 40px;
  background: var(--paper); color: var(--ink); font: var(--type-app) var(--font-app); overflow-wrap: anywhere;
}
h1, h2, h3, p, ol, ul, dl, dd, blockquote { margin: 0; padding: 0; }
ol, ul { list-style: none; }
a { color: inherit; text-decoration-thickness: 1px; text-underline-offset: 0.18em; text-decoration-color: var(--ink-3); }
a:hover { text-decoration-color: currentColor; text-decoration-thickness: 2px; }
::selection { background: var(--selection); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: var(--radius-small); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; inset-block-start: -60px; padding: var(--space-3) var(--space-4); background: var(--plate); color: var(--on-plate); }
.skip:focus { inset-block-start: var(--space-2); }

.kicker {
  display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: var(--space-1) var(--space-4);
  padding-block: 40px 10px; border-block-end: var(--line-key) solid var(--ink); font: 600 var(--type-meta) var(--font-app);
}
/* A bar that pushes a dot. */
.wordmark { display: inline-flex; align-items: center; gap: 9px; font: 700 1.0625rem / 1.25 var(--font-app); letter-spacing: -0.015em; }
.wordmark::before {
  content: ""; flex: none; inline-size: 17px; block-size: 16px;
  background: linear-gradient(currentColor 0 0) 0 0 / 3px 100% no-repeat,
    radial-gradient(circle closest-side, currentColor 92%, transparent) 100% 50% / 11px 11px no-repeat;
}
h1 { margin-block-start: var(--space-5); font: 700 var(--type-display) var(--font-voice); letter-spacing: -0.018em; }
.about { margin-block-start: 6px; max-inline-size: 36rem; font: var(--type-lead) var(--font-voice); }
.notice {
  margin-block-start: var(--space-4); padding: 10px var(--space-4); max-inline-size: 36rem;
  background: var(--attention-wash); color: var(--attention);
}

.facts { display: flex; flex-wrap: wrap; margin-block-start: 22px; border-block-start: var(--line-hair) solid var(--ink); }
.facts div { flex: 1 1 auto; padding: 9px 12px 11px 0; }
.facts div + div { padding-inline-start: 12px; border-inline-start: var(--line-hair) solid var(--rule); }
.facts dt { font: var(--type-meta) var(--font-app); color: var(--ink-2); }
.facts dd { font-weight: 600; font-variant-numeric: tabular-nums; }
.check {
  display: flex; flex-wrap: wrap; align-items: center; gap: var(--space-1) 10px; padding-block: 9px;
  border-block: var(--line-hair) solid var(--rule); border-block-end-color: var(--ink);
}
.check b { font-weight: 600; }
.check svg { inline-size: 22px; block-size: 22px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linecap: round; stroke-linejoin: round; }
.check.broken { color: var(--attention); }
code { font: 0.8125rem / 1.25rem var(--font-code); letter-spacing: -0.01em; color: var(--ink-2); }
.check code { margin-inline-start: auto; }

.contents { margin-block-start: 26px; }
.contents h2 { font: 600 var(--type-app) var(--font-app); }
.contents ol { columns: 2; column-gap: 44px; margin-block-start: 6px; }
.contents a {
  display: grid; grid-template-columns: var(--time, 54px) minmax(0, 1fr); align-items: baseline; break-inside: avoid;
  min-block-size: var(--touch); padding-block: 11px 10px; border-block-end: var(--line-hair) solid var(--rule);
  text-decoration: none; font: 700 1.0625rem / 1.375rem var(--font-voice);
}
.contents a:hover { text-decoration: underline; }
.contents time { font: 600 var(--type-app) var(--font-app); font-variant-numeric: tabular-nums; color: var(--ink-2); }
.contents.days { --time: 8rem; }

.hour { display: grid; grid-template-columns: 98px minmax(0, 1fr); margin-block-start: 30px; border-block-start: var(--line-key) solid var(--ink); }
.hour h2 { padding: 11px 12px 0 0; font: 400 var(--type-meta) var(--font-app); color: var(--ink-2); }
.hour h2 b { display: block; font: 700 1.75rem / 2rem var(--font-voice); font-variant-numeric: tabular-nums lining-nums; letter-spacing: -0.02em; color: var(--ink); }
.hour h2 span { display: block; }
.hour li[id] {
  display: grid; grid-template-columns: auto minmax(0, 1fr); column-gap: 14px; padding-block: 11px 12px; break-inside: avoid;
  border-block-start: var(--line-hair) solid var(--rule);
}
.hour li[id]:first-child { border-block-start: 0; }
.hour li[id]:target { outline: 2px solid var(--rule-strong); outline-offset: 4px; }
.time { position: relative; justify-self: start; align-self: start; font: 600 0.9375rem / 1.625rem var(--font-app); font-variant-numeric: tabular-nums; text-decoration: none; }
.time:hover { text-decoration: underline; }
/* The thumb's target, larger than the words. */
.time::after { content: ""; position: absolute; inset: -9px -3px; }
h3 { max-inline-size: 35rem; font: 700 1.375rem / 1.6875rem var(--font-voice); letter-spacing: var(--track-tight); }
.words { max-inline-size: 35rem; font: 1.0625rem / 1.625rem var(--font-voice); }
.words > * + * { margin-block-start: var(--space-2); }
.words :is(ul, ol) { padding-inline-start: 1.4em; }
.words ul { list-style: disc; }
.words ol { list-style: decimal; }
.words blockquote { padding-inline-start: var(--space-4); border-inline-start: var(--line-key) solid var(--rule); }
.photo { margin-block-start: var(--space-1); max-inline-size: 35rem; color: var(--ink-2); }
.by { margin-block-start: 2px; font: var(--type-meta) var(--font-app); color: var(--ink-2); }
.nothing { margin-block-start: 30px; font: var(--type-lead) var(--font-voice); }

.colophon { margin-block-start: var(--space-8); padding-block-start: 11px; border-block-start: var(--line-key) solid var(--ink); font: var(--type-meta) var(--font-app); color: var(--ink-2); }
.colophon p { max-inline-size: var(--measure); }
.colophon p + p { margin-block-start: var(--space-2); }

.state h1 { font: 700 var(--type-h3) var(--font-voice); letter-spacing: var(--track-tight); }
.state p { margin-block-start: 6px; max-inline-size: var(--measure); color: var(--ink-2); font: 1rem / 1.5rem var(--font-app); }
.state a { display: inline-flex; align-items: center; min-block-size: var(--touch); color: var(--ink); }

@media (max-width: 599px) {
  .kicker { padding-block-start: var(--space-4); }
  h1 { font-size: 2.125rem; line-height: 2.375rem; }
  .facts { column-gap: var(--space-6); padding-block: 6px; }
  .facts div, .facts div + div { flex: 0 1 auto; padding: 3px 0; border: 0; }
  .check code { margin-inline-start: 32px; }
  .contents ol { columns: 1; }
  .hour { display: block; }
  .hour h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; padding-inline-end: 0; }
}

@page { margin: 16mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root { --ink: #000000; --ink-2: #333333; }
  body { max-inline-size: none; padding: 0; }
  .kicker { padding-block-start: 0; }
  .skip { display: none; }
  .wordmark::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  /* One column after the other: only so does the heading of an hour stay with its first entry in every browser. */
  .hour { display: block; }
  .hour h2 { display: flex; align-items: baseline; gap: 10px; break-after: avoid; break-inside: avoid; }
  h3 { break-after: avoid; }
  .by { break-before: avoid; }
  .facts, .check, .colophon { break-inside: avoid; }
}
`
