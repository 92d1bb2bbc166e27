/**
 * The style sheet of every report: light and dark by the reader's setting, nothing from outside, no script. What is wider than its place
 * can be moved sideways: a shadow at its edge, a scroll bar and, where the browser knows animations that follow a scroll bar, a line say so.
 */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f9; --surface: #ffffff; --ink: #1a1e26; --muted: #5c6573; --line: #dfe3ea;
  --accent: #3b5bdb; --accent-soft: #e8edff; --warning: #8a4b00; --warning-soft: #fff1da;
  --figure-ink: var(--ink); --figure-muted: var(--muted); --figure-line: var(--line);
  --figure-heat: #3b5bdb; --figure-mark: #e8590c; --shade: rgb(20 26 40 / .22);
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1217; --surface: #181c23; --ink: #e9ecf1; --muted: #9aa4b2; --line: #2c323c;
    --accent: #91a7ff; --accent-soft: #222b4a; --warning: #ffc078; --warning-soft: #3a2a14;
    --figure-heat: #5c7cfa; --figure-mark: #ff922b; --shade: rgb(0 0 0 / .7);
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
main { max-width: 1300px; margin: 0 auto; padding: 40px 24px 64px; }
header { margin-bottom: 28px; }
.kicker { color: var(--accent); font-weight: 600; font-size: 14px; letter-spacing: .02em; }
h1 { font-size: 32px; line-height: 1.2; margin: 4px 0 10px; letter-spacing: -.01em; text-wrap: balance; overflow-wrap: anywhere; }
.headline { font-size: 19px; max-width: 62ch; margin: 0 0 16px; }
.badges { display: flex; flex-wrap: wrap; gap: 8px; }
.badge { border: 1px solid var(--line); background: var(--surface); color: var(--muted); border-radius: 14px; padding: 3px 12px; font-size: 13.5px; }
.badge.warning { background: var(--warning-soft); color: var(--warning); border-color: transparent; font-weight: 600; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 14px; margin-bottom: 28px; }
.card, section, details { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; }
.card { padding: 18px 20px; }
.card .value { font-size: 34px; font-weight: 700; line-height: 1.15; letter-spacing: -.02em; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.card .label { font-weight: 500; margin-top: 4px; line-height: 1.35; text-wrap: balance; }
.card .note { color: var(--muted); font-size: 13.5px; margin-top: 2px; }
section { padding: 24px 26px; margin-bottom: 20px; }
h2 { font-size: 21px; margin: 0 0 6px; letter-spacing: -.005em; }
section > p { margin: 0 0 16px; color: var(--muted); max-width: 82ch; }
.terms { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 16px; padding: 0 0 0 10px; border-left: 3px solid var(--line); font-size: 13.5px; line-height: 1.4; color: var(--muted); max-width: 96ch; }
.terms dt { font-weight: 600; color: var(--ink); }
.terms dd { margin: 0; }
.cards + .terms { margin-bottom: 24px; }
.blocks { display: flex; flex-wrap: wrap; gap: 28px; align-items: flex-start; }
.blocks:has(> :nth-child(3)) { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr)); }
.blocks > .wide, .blocks > .table { grid-column: 1 / -1; }
figure { margin: 0; max-width: 100%; min-width: 0; }
figure svg { display: block; }
.on-narrow { display: none; }
.on-narrow svg { width: 100%; max-width: 480px; height: auto; }
.scroll, .table {
  overflow-x: auto;
  background:
    linear-gradient(to right, var(--surface) 40%, transparent) left / 42px 100% no-repeat local,
    linear-gradient(to left, var(--surface) 40%, transparent) right / 42px 100% no-repeat local,
    linear-gradient(to right, var(--shade), transparent) left / 16px 100% no-repeat scroll,
    linear-gradient(to left, var(--shade), transparent) right / 16px 100% no-repeat scroll;
}
.scroll::-webkit-scrollbar, .table::-webkit-scrollbar { height: 9px; }
.scroll::-webkit-scrollbar-thumb, .table::-webkit-scrollbar-thumb { background: var(--muted); border-radius: 9px; border: 2px solid var(--surface); }
@supports (animation-timeline: scroll()) {
  .scroll::before, .table::before {
    content: "goes on to the right \\2192"; position: sticky; left: 0; display: block; width: max-content; height: 0; overflow: hidden;
    visibility: hidden; color: var(--accent); font-size: 13px; animation: cut linear both; animation-timeline: scroll(nearest inline);
  }
  @keyframes cut { from, to { height: 22px; visibility: visible; } }
}
.whole { white-space: nowrap; }
figcaption { color: var(--muted); font-size: 14px; margin-top: 10px; max-width: 82ch; }
.images { display: grid; grid-template-columns: auto repeat(var(--columns), minmax(40px, max-content)); gap: 5px; padding: 3px; align-items: end; justify-content: start; }
.images .row { display: contents; }
.images .row-label { font-size: 14px; color: var(--ink); padding-right: 10px; min-height: 40px; max-width: 220px; align-self: stretch; display: flex; align-items: center; position: sticky; left: 0; background: var(--surface); }
.images .column { display: none; font-size: 11.5px; color: var(--muted); text-align: center; line-height: 1.25; margin-bottom: 4px; overflow-wrap: break-word; }
.images .titled .column { display: block; width: 0; min-width: 100%; }
.images img { display: block; width: 100%; height: auto; border-radius: 4px; image-rendering: pixelated; outline: 1px solid var(--line); }
.images img.framed { outline: 3px solid var(--figure-mark); outline-offset: 0; }
table { border-collapse: collapse; font-size: 15px; width: 100%; }
.table { width: 100%; }
th:first-child, td:first-child { position: sticky; left: 0; background: var(--surface); }
th { text-align: left; color: var(--muted); font-weight: 600; font-size: 13.5px; border-bottom: 1px solid var(--line); padding: 6px 18px 6px 0; }
td { padding: 7px 18px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums; }
tr:last-child td { border-bottom: 0; }
td:first-child { min-width: 260px; }
td:nth-child(2) { font-weight: 600; }
.even td:nth-child(2) { font-weight: 400; }
.models th, .models td { padding-right: 22px; }
.models td:not(.quiet) { white-space: nowrap; }
.models td:first-child { min-width: 150px; }
.models td { font-weight: 600; }
.models td:first-child, .models td.quiet { font-weight: 400; }
.models .quiet { color: var(--muted); }
details { padding: 12px 20px; margin-bottom: 10px; }
summary { cursor: pointer; color: var(--muted); font-weight: 500; }
pre { overflow-x: auto; font-size: 13px; line-height: 1.45; margin: 12px 0 4px; }
footer { color: var(--muted); font-size: 14px; margin-top: 28px; }
a { color: var(--accent); }
@media print { body { background: #fff; } section, .card { break-inside: avoid; } }
@media (max-width: 760px) {
  .on-narrow { display: block; }
  .on-wide { display: none; }
  main { padding: 24px 14px 40px; }
  section { padding: 18px 16px; }
  h1 { font-size: 26px; }
  .cards { grid-template-columns: 1fr 1fr; gap: 10px; }
  .card { padding: 14px; }
  .card .value { font-size: 26px; }
  .blocks { gap: 22px; }
  .terms { display: block; }
  .terms dt { display: inline; }
  .terms dd { display: inline; }
  .terms dd::before { content: ": "; }
  .terms dd::after { content: "\\A"; white-space: pre; }
  th, td, .models th, .models td { padding-right: 12px; }
  td:first-child, .models td:first-child { min-width: 0; max-width: 46vw; overflow-wrap: break-word; }
  td:first-child:nth-last-child(-n + 3) { max-width: none; }
  .models td:first-child { white-space: normal; }
  .even td:first-child { min-width: 124px; }
  .images { display: block; padding: 3px 3px 0; }
  .images .row { display: flex; flex-wrap: wrap; gap: 5px; align-items: flex-end; margin-bottom: 12px; }
  .images .row-label { flex: 0 0 100%; max-width: none; min-height: 0; padding: 0; position: static; font-weight: 600; }
  .images .row-label:empty, .images .cell.empty { display: none; }
  .images .cell { flex: 0 0 min(72px, calc((100% - 5px * (var(--per-line) - 1)) / var(--per-line))); min-width: 0; }
  .images.wraps .column, .images .titled .column { display: block; width: auto; min-width: 0; font-size: 11px; }
}
`;
