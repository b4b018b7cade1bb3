import { pictureRules } from "./picture-style.ts";

/**
 * The report's style sheet. In VS Code it takes the theme's colours, elsewhere its own, light or dark as the reader has it.
 * What says good or bad is always its own colour: themes choose theirs for icons, too pale for text.
 */
export const style = `
:root {
  color-scheme: light dark;
  --font: var(--vscode-font-family, system-ui, sans-serif);
  --text: var(--vscode-foreground, light-dark(#1f2328, #e6edf3));
  --soft: var(--vscode-descriptionForeground, light-dark(#59636e, #9198a1));
  --back: var(--vscode-editor-background, light-dark(#ffffff, #0d1117));
  --panel: var(--vscode-sideBar-background, light-dark(#f6f8fa, #151b23));
  --line: var(--vscode-panel-border, var(--vscode-contrastBorder, light-dark(#d1d9e0, #3d444d)));
  --link: var(--vscode-textLink-foreground, light-dark(#0969da, #4493f8));
  --bad: light-dark(#b3101c, #ff7b72);
  --warn: light-dark(#7d5700, #d29922);
  --note: light-dark(#0b5cad, #58a6ff);
  --good: light-dark(#116329, #3fb950);
}
.vscode-light, .vscode-high-contrast-light { color-scheme: light; }
.vscode-dark, .vscode-high-contrast:not(.vscode-high-contrast-light) { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 24px 32px 64px; max-width: 1200px; background: var(--back); color: var(--text);
  font: 14px/1.5 var(--font); }
h1 { font-size: 22px; margin: 0 0 4px; font-weight: 600; }
h2 { font-size: 16px; margin: 36px 0 10px; font-weight: 600; }
h3 { font-size: 14px; margin: 20px 0 6px; font-weight: 600; overflow-wrap: anywhere; }
h3 .soft { font-family: var(--font); font-weight: 400; margin-left: 8px; }
h4 { font-size: 13px; margin: 16px 0 4px; font-weight: 400; color: var(--soft); overflow-wrap: anywhere; }
p { margin: 4px 0; }
code, .path { font-family: var(--vscode-editor-font-family, ui-monospace, monospace); font-size: 12.5px; }
code { color: inherit; background: var(--panel); border-radius: 3px; padding: 0 3px; }
.path { background: none; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
a:focus-visible, button:focus-visible, summary:focus-visible, .wide:focus-visible, .picture:focus-visible { outline: 2px solid var(--vscode-focusBorder, var(--link)); outline-offset: 2px; }
.soft { color: var(--soft); }
nav { margin: 14px 0 0; display: flex; flex-wrap: wrap; gap: 4px 16px; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 12px; margin: 18px 0 0; padding: 0; list-style: none; }
.tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; }
.tiles b { display: block; font-size: 24px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; }
.error b, .bad { color: var(--bad); }
.warning b, .warn { color: var(--warn); }
.note b, .info { color: var(--note); }
.met b, .good { color: var(--good); }
table { border-collapse: collapse; width: 100%; }
.wide { overflow-x: auto; }
th, td { text-align: left; vertical-align: top; padding: 5px 12px 5px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); }
td.cell { white-space: nowrap; }
.page { content-visibility: auto; contain-intrinsic-size: auto 3400px; }
.page[data-later] { min-height: 3400px; }
.told td { white-space: normal; }
.remark button { font: inherit; color: var(--link); background: none; border: 1px solid currentColor; border-radius: 4px; padding: 1px 10px; margin-left: 6px; cursor: pointer; }
table.long { table-layout: fixed; }
table.long td.cell { white-space: normal; overflow-wrap: anywhere; }
ol.findings { list-style: none; margin: 0; padding: 0; }
ol.findings > li { display: flex; gap: 12px; padding: 8px 0; border-bottom: 1px solid var(--line); }
ol.findings > li > div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
ol.inputs { margin: 4px 0 10px; padding-left: 20px; }
.remark { margin: 12px 0; padding: 8px 12px; border-left: 3px solid var(--warn); background: var(--panel); }
.level { flex: 0 0 76px; font-weight: 600; }
.meta { font-size: 12.5px; font-weight: 400; color: var(--soft); }
summary { cursor: pointer; }
details { margin: 6px 0; }
.checklist th:first-child { min-width: 220px; }
.checklist td { white-space: normal; overflow-wrap: anywhere; min-width: 90px; }
.whole { white-space: nowrap; }
.checklist td:last-child { min-width: 280px; }
td.answer { min-width: 170px; }
td.answer details[open] { min-width: 230px; max-width: 560px; }
tbody th, td.answer { overflow-wrap: anywhere; }
tbody th { min-width: 176px; color: var(--text); }
td details { margin: 0; }
.environments td a { color: inherit; }
td ol { margin: 4px 0; padding-left: 20px; }
.picture { overflow-x: auto; margin: 10px 0 16px; padding: 8px; border: 1px solid var(--line); border-radius: 6px; }
.picture svg { max-width: 100%; height: auto; display: block; }
${pictureRules}@media (max-width: 560px) {
  body { padding: 16px 16px 48px; }
  .tiles { grid-template-columns: repeat(6, 1fr); gap: 8px; }
  .tiles li { grid-column: span 2; padding: 8px 10px; }
  .tiles li:nth-child(n + 4) { grid-column: span 3; }
  .level { flex-basis: 60px; }
}
@media print { .page, .page[data-later] { min-height: 3400px; }
.told td { white-space: normal; }
.deployment { content-visibility: visible; } body { max-width: none; padding: 0; } a { color: inherit; } }
`;
