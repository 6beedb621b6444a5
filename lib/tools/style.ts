/** The one look of everything that the library shows. */
import { Html } from "./html.js";

/**
 * Colours come from JupyterLab's theme where there is one; elsewhere (a handout, a plain page) from the
 * reader's preference for light or dark. Text keeps a contrast of 4.5:1 or more in all four; meaning never
 * hangs on colour alone. The doubled class outweighs JupyterLab's own rules for tables.
 */
export const style = new Html(`<style>
.djlab.djlab{--djlab-ink:#1f2328;--djlab-soft:#57606a;--djlab-line:#c9d1d9;--djlab-shade:#f3f5f8;--djlab-mark:#0b6b3a;
color:var(--jp-content-font-color1,var(--djlab-ink));font-size:.95em;line-height:1.5;max-width:52rem;margin:.4em 0;overflow-wrap:break-word}
@media (prefers-color-scheme:dark){.djlab.djlab{--djlab-ink:#e6edf3;--djlab-soft:#a3adb8;--djlab-line:#3d444d;--djlab-shade:#1c2128;--djlab-mark:#4cc38a}}
.djlab.djlab .soft{color:var(--jp-content-font-color1,var(--djlab-soft))}
.djlab.djlab .title{font-weight:600;margin:0 0 .3em}
.djlab.djlab .card{border:1px solid var(--jp-border-color1,var(--djlab-line));border-left:4px solid var(--jp-success-color1,var(--djlab-mark));border-radius:4px;padding:.6em .9em}
.djlab.djlab code,.djlab.djlab pre{font-family:var(--jp-code-font-family,ui-monospace,Menlo,Consolas,monospace);font-size:.92em;color:inherit;background:var(--jp-layout-color2,var(--djlab-shade));border-radius:3px}
.djlab.djlab code{padding:.05em .3em}
.djlab.djlab pre{padding:.6em .8em;margin:.3em 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:26rem;overflow:auto}
.djlab.djlab table{border-collapse:collapse;margin:.3em 0;width:auto;max-width:100%;font-size:inherit}
.djlab.djlab table :is(th,td){text-align:left;vertical-align:top;white-space:normal;padding:.25em .8em .25em 0;border:0;border-bottom:1px solid var(--jp-border-color2,var(--djlab-line));background:none;color:inherit;max-width:none}
.djlab.djlab :is(p,summary,span,li,td+td,th+td) code{overflow-wrap:anywhere}
.djlab.djlab td:has(>code){min-width:8.5em}
@media (max-width:30rem){.djlab.djlab td:has(>code){min-width:5em}}
.djlab.djlab td p{margin:0 0 .3em}
.djlab.djlab td:first-child code{overflow-wrap:normal;white-space:nowrap}
.djlab.djlab ul{list-style:none;margin:0;padding:0 0 0 1.1em;border-left:1px solid var(--jp-border-color2,var(--djlab-line))}
.djlab.djlab li{margin:.1em 0}
.djlab.djlab dl{display:grid;grid-template-columns:fit-content(11em) 1fr;gap:.15em 1em;margin:0}
.djlab.djlab :is(dt,dd){float:none;width:auto;margin:0}
.djlab.djlab summary{cursor:pointer}
.djlab.djlab .badge{border:1px solid currentColor;border-radius:3px;font-size:.8em;padding:0 .35em;margin:0 .3em;white-space:nowrap}
.djlab.djlab .diff :is(th,td){border:0;padding:0 .8em 0 0}
.djlab.djlab .diff td:nth-child(-n+3){white-space:nowrap}
.djlab.djlab .diff code{white-space:pre-wrap;background:none;padding:0}
.djlab.djlab .diff :is(ins,del){text-decoration:none}
.djlab.djlab .diff ins{font-weight:600}
.djlab.djlab fieldset{border:0;margin:0;padding:0}
.djlab.djlab legend{font-weight:600;padding:0;color:inherit}
.djlab.djlab label{display:block;padding:.2em 0;cursor:pointer}
.djlab.djlab iframe{width:100%;border:1px solid var(--jp-border-color1,var(--djlab-line));border-radius:4px;background:#fff;color-scheme:light}
.djlab.djlab .drawing{overflow-x:auto;margin:.3em 0}
.djlab.djlab .drawing svg{display:block;max-width:none;height:auto;color:inherit}
@media print{.djlab.djlab .drawing{overflow:visible;color:#000;break-inside:avoid}.djlab.djlab .drawing svg{max-width:100%}}
</style>`);
